/** The fields of an object that its filter knows, as the builder asks about them. */
import type { FieldDescription } from '../records/description';
import type { Leaf } from './condition';
import { operatorsOf, takes, type Op } from './operators';

export interface AskedField extends FieldDescription {
  filter: NonNullable<FieldDescription['filter']>;
}

export function askedFields(fields: readonly FieldDescription[]): AskedField[] {
  const found = new Map<string, AskedField>();
  for (const field of fields)
    if (field.filter && !found.has(field.filter.field))
      found.set(field.filter.field, { ...field, filter: field.filter });
  return [...found.values()];
}

/** What is always filled, the API does not say whether it is empty. */
export const offeredFor = ({ filter }: AskedField): Op[] =>
  operatorsOf(filter.kind).filter((op) => !(filter.filled && (op === 'empty' || op === 'not_empty')));

/** The field of a leaf that the builder can draw; an archived or hidden field is none, nor a newer operator. */
export function fieldOf(fields: readonly AskedField[], leaf: Leaf): AskedField | undefined {
  const field = fields.find((one) => one.filter.field === leaf.field);
  return field && takes(field.filter.kind, leaf.op) ? field : undefined;
}
