/** Records that would change, each field as it is and as it would be. */
import { ArrowRightOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../fields/FieldValue';
import { isEmpty } from '../fields/values';
import type { FieldDescription } from '../records/description';
import styles from './operations.module.css';

export interface Changing {
  id: string;
  name: ReactNode;
  before: Readonly<Record<string, unknown>>;
  after: Readonly<Record<string, unknown>>;
  /** It is taken away altogether. */
  removed?: boolean;
}

interface Props {
  records: readonly Changing[];
  fields: readonly FieldDescription[];
}

export function RecordChanges({ records, fields }: Props) {
  const { t } = useTranslation('ui/operations');
  return (
    <ul className={styles.records}>
      {records.map(({ id, name, before, after, removed }) => (
        <li key={id}>
          <strong>{name}</strong>
          {removed ? (
            <span className={styles.danger}>{t('removes')}</span>
          ) : (
            <ul>
              {Object.keys(after).map((field) => (
                <Change
                  key={field}
                  name={field}
                  fields={fields}
                  before={before[field]}
                  after={after[field]}
                />
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

interface ChangeProps {
  name: string;
  fields: readonly FieldDescription[];
  before: unknown;
  after: unknown;
}

function Change({ name, fields, before, after }: ChangeProps) {
  const { t } = useTranslation('ui/operations');
  const field = useField(fields, name);
  if (name === 'deleted_at')
    return <li className={styles.danger}>{t(isEmpty(after) ? 'isRestored' : 'isDeleted')}</li>;
  return (
    <li className={styles.change}>
      <span className={styles.weak}>{field.label}</span>
      <Value field={field} value={before} />
      <ArrowRightOutlined aria-label={t('becomes')} />
      <Value field={field} value={after} />
    </li>
  );
}

export function Value({ field, value }: { field: FieldDescription; value: unknown }) {
  const { t } = useTranslation('ui/operations');
  if (isEmpty(value)) return <span className={styles.weak}>{t('empty')}</span>;
  // Of tags each one counts: which of them goes is what one looks for.
  const whole = field.kind === 'tags' || field.kind === 'choices';
  return <FieldValue short={!whole} field={field} value={value} />;
}

/** A field by its name; those that screens do not know by that name show their value as it is. */
export function useField(fields: readonly FieldDescription[], name: string): FieldDescription {
  const { t } = useTranslation('ui/operations');
  if (name === 'deleted_at') return { name, label: t('deletedAt'), kind: 'moment' };
  if (name === 'note') return { name, label: t('note'), kind: 'longText' };
  return fields.find((one) => one.name === name) ?? { name, label: name, kind: 'text' };
}
