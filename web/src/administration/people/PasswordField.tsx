import { App, Button, Input, Space } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../ui/fields/values';
import styles from '../shared/admin.module.css';
import { madeUp } from './password';

interface Props {
  label: string;
  hint?: string;
  value: unknown;
  fault: string | undefined;
  onChange: (value: string) => void;
}

/** A password for somebody else: to be typed, or made up and handed over. */
export function PasswordField({ label, hint, value, fault, onChange }: Props) {
  const { t } = useTranslation('administration/people');
  const shared = useTranslation('administration').t;
  const { message } = App.useApp();
  const id = useId();
  const text = textOf(value);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    void message.success(shared('copied'));
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <Space.Compact block>
        <Input
          id={id}
          value={text}
          autoComplete="off"
          status={fault && 'error'}
          onChange={(event) => onChange(event.target.value)}
        />
        {text === '' ? (
          <Button onClick={() => onChange(madeUp())}>{t('makeUp')}</Button>
        ) : (
          <Button onClick={() => void copy()}>{shared('copy')}</Button>
        )}
      </Space.Compact>
      {fault && (
        <p className={styles.fault} role="alert">
          {fault}
        </p>
      )}
      {hint && <p className={styles.hint}>{hint}</p>}
    </div>
  );
}
