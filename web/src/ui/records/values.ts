/** Values of records by the names of their fields; those of custom fields stand in `custom`. */
import type { FieldDescription } from './description';

const CUSTOM = 'custom.';

type Values = Readonly<Record<string, unknown>>;

const plain = (value: unknown): Values =>
  typeof value === 'object' && value !== null ? (value as Values) : {};

/** What a record has under `industry` or `custom.level`. */
export function valueOf(record: object, name: string): unknown {
  const values = plain(record);
  return name.startsWith(CUSTOM) ? plain(values.custom)[name.slice(CUSTOM.length)] : values[name];
}

/** What a record has in a field: its value, or what the field makes of the record. */
export const valueIn = (record: object, field: Pick<FieldDescription, 'name' | 'read'>): unknown =>
  field.read ? field.read(record) : valueOf(record, field.name);

/** Changes by field names as the body of a request: `{'custom.level': 'A'}` becomes `{custom: {level: 'A'}}`. */
export function bodyOf(changes: Values): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(changes)) {
    if (name.startsWith(CUSTOM)) body.custom = { ...plain(body.custom), [name.slice(CUSTOM.length)]: value };
    else body[name] = value;
  }
  return body;
}

/** The record as it will be with the changes. */
export function withChanges<R extends object>(record: R, changes: Values): R {
  const body = bodyOf(changes);
  const { custom } = record as { custom?: unknown }; // not every object has custom fields
  return {
    ...record,
    ...body,
    ...(body.custom ? { custom: { ...plain(custom), ...plain(body.custom) } } : {}),
  };
}

/** Tags are read whole and written as ids; undoing sends back what was read. */
export function writable(value: unknown): unknown {
  if (value === undefined) return null;
  if (!Array.isArray(value)) return value;
  return value.map((one: unknown) =>
    typeof one === 'object' && one !== null && 'id' in one && 'colour' in one ? one.id : one,
  );
}
