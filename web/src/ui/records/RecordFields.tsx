import { useMemo } from 'react';
import { EditableField } from './EditableField';
import type { FieldDescription, SaveField } from './description';
import { HiddenValue } from './HiddenValue';
import styles from './records.module.css';
import { valueOf } from './values';

interface Props {
  fields: readonly FieldDescription[];
  record: object;
  /** null: whoever looks may not change this record. */
  onSave: SaveField | null;
  /** Names of fields that stand elsewhere on the page. */
  without?: readonly string[];
  /** Fields whose values roles hide from whoever looks. */
  hidden?: readonly FieldDescription[];
}

const NONE: readonly never[] = [];

export interface FieldGroup {
  name: string;
  fields: FieldDescription[];
}

/** Fields by their groups, in their order. */
export function grouped(fields: readonly FieldDescription[]): FieldGroup[] {
  const groups = new Map<string, FieldDescription[]>();
  for (const field of fields) {
    const group = field.group ?? '';
    groups.set(group, [...(groups.get(group) ?? []), field]);
  }
  return [...groups].map(([name, own]) => ({ name, fields: own }));
}

/** The fields of a record in groups, each changed where it stands. */
export function RecordFields({ fields, record, onSave, without = NONE, hidden = NONE }: Props) {
  const groups = useMemo(() => {
    const shown = fields.filter((one) => !one.filterOnly && !without.includes(one.name));
    return grouped([...shown, ...hidden]);
  }, [fields, without, hidden]);
  return groups.map((group) => (
    <section key={group.name} className={styles.group} aria-label={group.name}>
      <h2 className={styles.heading}>{group.name}</h2>
      <dl className={styles.fields}>
        {group.fields.map((field) => (
          <div key={field.name} className={styles.field} data-field={field.name}>
            <dt title={field.hint}>{field.label}</dt>
            <dd>
              {hidden.includes(field) ? (
                <HiddenValue />
              ) : (
                <EditableField
                  field={field}
                  value={valueOf(record, field.name)}
                  fixed={onSave === null || !field.editable}
                  onSave={async (value) => onSave?.(field, value)}
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}
