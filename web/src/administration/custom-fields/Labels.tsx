import { Input } from 'antd';
import { useId } from 'react';
import { LANGUAGES } from '../../i18n';
import { useNames } from '../../ui/fields/names';
import styles from '../shared/admin.module.css';
import own from './fields.module.css';
import { Fault } from './Labelled';

interface Props {
  legend: string;
  hint?: string;
  /** Characters that a text may have. */
  most?: number;
  texts: Readonly<Record<string, string>>;
  onChange: (texts: Record<string, string>) => void;
  fault: (language: string) => string | undefined;
}

/** The same text in each language. */
export function Labels({ legend, hint, most = 100, texts, onChange, fault }: Props) {
  const { language: name } = useNames();
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
            maxLength={most}
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
