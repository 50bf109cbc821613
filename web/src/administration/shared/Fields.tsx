import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../../ui/fields/FieldEditor';
import type { FieldDescription } from '../../ui/records/description';
import styles from './admin.module.css';

interface Props {
  fields: readonly FieldDescription[];
  values: Readonly<Record<string, unknown>>;
  onChange: (name: string, value: unknown) => void;
  fault: (name: string) => string | undefined;
  /** Cursor into the first one. */
  focus?: boolean;
}

/** The fields of a form, each with its label, its hint and what is wrong with it. */
export function Fields({ fields, values, onChange, fault, focus }: Props) {
  const base = useId();
  return fields.map((field, index) => (
    <Labelled key={field.name} id={`${base}${field.name}`} field={field}>
      <FieldEditor
        id={`${base}${field.name}`}
        field={field}
        value={values[field.name]}
        onChange={(value) => onChange(field.name, value)}
        error={fault(field.name)}
        autoFocus={focus && index === 0}
      />
    </Labelled>
  ));
}

function Labelled({ id, field, children }: { id: string; field: FieldDescription; children: ReactNode }) {
  const { t } = useTranslation('administration');
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {field.label}
        {field.required && <span className={styles.hint}> · {t('required')}</span>}
      </label>
      {children}
      {field.hint && <p className={styles.hint}>{field.hint}</p>}
    </div>
  );
}
