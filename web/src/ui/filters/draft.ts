/** A question while it is being made. */
import type { AskedField } from './asked';
import type { Leaf } from './condition';
import { isComplete } from './operators';

export interface Draft {
  field?: AskedField;
  op: string;
  value?: unknown;
}

export function draftOf(leaf: Leaf | null, field?: AskedField): Draft {
  return leaf && field ? { field, op: leaf.op, value: leaf.value } : { op: '' };
}

/** The question, once it can be asked. */
export function leafOf({ field, op, value }: Draft): Leaf | null {
  if (!field || !isComplete(field.filter.kind, op, value)) return null;
  return value === undefined ? { field: field.filter.field, op } : { field: field.filter.field, op, value };
}
