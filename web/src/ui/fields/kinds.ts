import type { FieldKind } from '../records/description';

const AT_ONCE: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'choice',
  'date',
  'flag',
  'person',
  'team',
  'customer',
  'contact',
  'product',
  'country',
  'currency',
  'language',
  'zone',
]);

/** One change is the whole edit: it can be saved as soon as the editor tells it, there is nothing to finish. */
export const isAtOnce = (kind: FieldKind): boolean => AT_ONCE.has(kind);

const SEVERAL: ReadonlySet<FieldKind> = new Set<FieldKind>(['longText', 'phones', 'emails', 'addresses']);

/** Its editor has lines or rows: Enter belongs to it, and it needs room. */
export const isLarge = (kind: FieldKind): boolean => SEVERAL.has(kind);
