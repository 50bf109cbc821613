import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problems';
import { FieldValue } from '../../ui/fields/FieldValue';
import type { FieldDescription } from '../../ui/records/description';
import styles from './admin.module.css';
import type { Edit } from './useEdit';

/** Somebody else changed the same fields: the three values side by side, and which of them to keep. */
export function Conflict({ edit, fields }: { edit: Edit; fields: readonly FieldDescription[] }) {
  const { t } = useTranslation('administration');
  const { error } = edit;
  if (!(error instanceof ProblemError) || error.kind !== 'edit-conflict') return null;
  const action = (
    <div className={styles.actions}>
      <Button size="small" type="primary" onClick={edit.insist}>
        {t('conflict.mine')}
      </Button>
      <Button size="small" onClick={edit.yield}>
        {t('conflict.take')}
      </Button>
    </div>
  );
  return (
    <Alert
      type="warning"
      title={t('conflict.title')}
      description={
        <div className={styles.scroller} tabIndex={0}>
          <Values faults={error.problem.errors ?? []} fields={fields} />
        </div>
      }
      action={action}
    />
  );
}

type Faults = NonNullable<ProblemError['problem']['errors']>;
const SHOWN = ['yours', 'theirs', 'original'] as const;

function Values({ faults, fields }: { faults: Faults; fields: readonly FieldDescription[] }) {
  const { t } = useTranslation('administration');
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('conflict.field')}</th>
          {SHOWN.map((one) => (
            <th key={one} scope="col">
              {t(`conflict.${one}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {faults.map(({ pointer, params }) => {
          const field = fields.find((one) => pointer.startsWith(`/${one.name}`));
          return (
            <tr key={pointer}>
              <th scope="row">{field?.label ?? pointer}</th>
              {SHOWN.map((one) => (
                <td key={one}>
                  <Value field={field} value={params?.[one]} />
                </td>
              ))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Value({ field, value }: { field?: FieldDescription; value: unknown }) {
  const { t } = useTranslation('administration');
  const empty = value === null || value === undefined || value === '';
  if (empty) return <span className={styles.quiet}>{t('conflict.nothing')}</span>;
  // Permissions of a role and the like are no text.
  const plain = typeof value !== 'object' || Array.isArray(value) || field?.kind === 'money';
  if (field && plain) return <FieldValue field={field} value={value} />;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
