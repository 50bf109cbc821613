import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { FIELDS } from './embedding';
import styles from './lead-forms.module.css';
import type { FormField } from './queries';

interface Props {
  fields: readonly FormField[];
  onChange: (fields: readonly FormField[]) => void;
  error?: string;
}

/** What the form asks, and which of it cannot be left out. */
export function FieldsField({ fields, onChange, error }: Props) {
  const { t } = useTranslation('lead-forms');
  const asked = new Map(fields.map((one) => [one.name, one.required]));
  const put = (name: FormField['name'], required: boolean | null) => {
    const next = new Map(asked);
    if (required === null) next.delete(name);
    else next.set(name, required);
    onChange(
      FIELDS.flatMap((one) => (next.has(one) ? [{ name: one, required: next.get(one) ?? false }] : [])),
    );
  };
  return (
    <fieldset className={styles.fields}>
      <legend>{t('fields')}</legend>
      {FIELDS.map((name) => (
        <div key={name} className={styles.field}>
          <Checkbox
            checked={asked.has(name)}
            onChange={(event) => put(name, event.target.checked ? false : null)}
          >
            {t(`names.${name}`)}
          </Checkbox>
          {asked.has(name) && (
            <Checkbox
              checked={asked.get(name) ?? false}
              onChange={(event) => put(name, event.target.checked)}
            >
              {t('required')}
            </Checkbox>
          )}
        </div>
      ))}
      {error && (
        <p className={styles.fault} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
