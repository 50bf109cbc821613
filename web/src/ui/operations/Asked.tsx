/** What an operation was asked to do, part by part. */
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../fields/FieldValue';
import { isEmpty } from '../fields/values';
import type { FieldDescription } from '../records/description';
import type { OperationShown } from './operations';
import styles from './operations.module.css';
import { useField } from './RecordChanges';
import { asked, type Asked as Part } from './request';
import { useFieldsOf } from './things';

const TAGS: FieldDescription = { name: 'tags', label: '', kind: 'tags' };

export function Asked({ operation }: { operation: Pick<OperationShown, 'target' | 'request'> }) {
  const fields = useFieldsOf()(operation.target);
  const parts = asked(operation.request);
  if (parts.length === 0) return null;
  return (
    <ul className={styles.asked}>
      {parts.map((part) => (
        <li key={`${part.act} ${part.name}`} className={styles.change}>
          {part.act === 'set' ? <Set {...part} fields={fields} /> : <Other {...part} />}
        </li>
      ))}
    </ul>
  );
}

function Set({ name, value, fields }: Part & { fields: readonly FieldDescription[] }) {
  const { t } = useTranslation('ui/operations');
  const field = useField(fields, name);
  return (
    <>
      <span className={styles.weak}>{field.label}</span>{' '}
      {isEmpty(value) ? t('emptied') : <FieldValue short field={field} value={value} />}
    </>
  );
}

function Other({ act, value }: Part) {
  const { t } = useTranslation('ui/operations');
  if (act === 'delete') return t('deleting');
  if (act === 'restore') return t('restoring');
  return (
    <>
      <span className={styles.weak}>{t(act === 'addTags' ? 'addTags' : 'removeTags')}</span>{' '}
      <FieldValue field={TAGS} value={value} />
    </>
  );
}
