/** What an operation left as it was, and why. */
import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../records/description';
import type { Issue } from './operations';
import styles from './operations.module.css';
import { useField, Value } from './RecordChanges';
import { RecordName, useFieldsOf } from './things';

export function Issues({ issues }: { issues: readonly Issue[] }) {
  const fieldsOf = useFieldsOf();
  return (
    <ul className={styles.issues}>
      {issues.map((issue, at) => (
        <li key={at}>
          <RecordName thing={issue.thing} id={issue.record_id} />: <Why issue={issue} />
          {issue.field !== null && <Field issue={issue} name={issue.field} fields={fieldsOf(issue.thing)} />}
        </li>
      ))}
    </ul>
  );
}

function Why({ issue }: { issue: Issue }) {
  const { t, i18n } = useTranslation('ui/operations');
  const key = `issues.${issue.kind}`;
  return i18n.exists(key, { ns: 'ui/operations' }) ? t(key as 'issues.conflict') : t('issues.refused');
}

interface FieldProps {
  issue: Issue;
  name: string;
  fields: readonly FieldDescription[];
}

/** Of a conflict: the value before the act, the act's, and what somebody has made of it since. */
function Field({ issue, name, fields }: FieldProps) {
  const { t } = useTranslation('ui/operations');
  const field = useField(fields, name);
  const { original, made, current } = issue.params;
  const known = 'current' in issue.params;
  return (
    <div>
      <span className={styles.weak}>{field.label}</span>
      {known && (
        <dl className={styles.values}>
          <dt>{t('was')}</dt>
          <dd>
            <Value field={field} value={original} />
          </dd>
          <dt>{t('made')}</dt>
          <dd>
            <Value field={field} value={made} />
          </dd>
          <dt>{t('now')}</dt>
          <dd>
            <Value field={field} value={current} />
          </dd>
        </dl>
      )}
    </div>
  );
}
