import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n';
import styles from '../shared/admin.module.css';
import { languageNames } from '../shared/languages';
import own from './fields.module.css';
import { Fault } from './Labelled';

interface Props {
  legend: string;
  hint?: string;
  texts: Readonly<Record<string, string>>;
  onChange: (texts: Record<string, string>) => void;
  fault: (language: string) => string | undefined;
}

/** The same text in each language. */
export function Labels({ legend, hint, texts, onChange, fault }: Props) {
  const { i18n } = useTranslation();
  const name = languageNames(i18n.language);
  const id = useId();
  return (
    <fieldset className={own.labels}>
      <legend>{legend}</legend>
      {LANGUAGES.map((one) => (
        <div key={one} className={own.label}>
          <label htmlFor={id + one}>{name(one)}</label>
          <Input
            id={id + one}
            lang={one}
            maxLength={100}
            status={fault(one) && 'error'}
            value={texts[one] ?? ''}
            onChange={(event) => onChange({ ...texts, [one]: event.target.value })}
          />
          <Fault text={fault(one)} />
        </div>
      ))}
      {hint && <p className={styles.hint}>{hint}</p>}
    </fieldset>
  );
}
