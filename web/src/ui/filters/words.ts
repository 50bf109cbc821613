/** What the operators are called: the same one by different words, as its field and its value ask for. */
import type en from './texts/en.json';
import type { FilterKind, Op } from './operators';

export type OpWord = keyof typeof en.ops;

const OF_TIME: Partial<Record<Op, OpWord>> = { lt: 'before', le: 'until', gt: 'after', ge: 'since' };
const OF_FIGURES: Partial<Record<Op, OpWord>> = { eq: 'equals', ne: 'differs' };
const OF_KIND: Partial<Record<FilterKind, Partial<Record<Op, OpWord>>>> = {
  date: OF_TIME,
  moment: OF_TIME,
  number: OF_FIGURES,
  boolean: OF_FIGURES,
};
const OF_ONE: Partial<Record<Op, OpWord>> = {
  in: 'eq',
  not_in: 'ne',
  has_any: 'has',
  has_all: 'has',
  has_none: 'lacks',
};

export const wordOf = (kind: FilterKind, op: Op): OpWord => OF_KIND[kind]?.[op] ?? op;

/** In a chip: "is one of" a single value is "is". */
export function wordOfChip(kind: FilterKind, op: Op, value: unknown): OpWord {
  const single = Array.isArray(value) && value.length === 1 ? OF_ONE[op] : undefined;
  return single ? (OF_KIND[kind]?.[single as Op] ?? single) : wordOf(kind, op);
}
