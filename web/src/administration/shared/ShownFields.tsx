import { FieldValue } from '../../ui/fields/FieldValue';
import type { FieldDescription } from '../../ui/records/description';
import { valueOf } from '../../ui/records/values';
import styles from './admin.module.css';

/** Fields for those who may look but not change. */
export function ShownFields({ fields, record }: { fields: readonly FieldDescription[]; record: object }) {
  return (
    <dl className={styles.shown}>
      {fields.map((field) => (
        <div key={field.name}>
          <dt>{field.label}</dt>
          <dd>
            <FieldValue field={field} value={valueOf(record, field.name)} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
