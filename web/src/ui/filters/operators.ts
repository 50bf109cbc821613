/**
 * The kinds of fields that conditions know, with the operators each offers and what these take: the same table
 * as libs/conditions/fields.py.
 */
export type FilterKind =
  'text' | 'choice' | 'number' | 'date' | 'moment' | 'boolean' | 'reference' | 'tags' | 'references';

/** What an operator expects as its value: many are 1 to 1,000, a pair has both ends included. */
export type Takes = 'nothing' | 'one' | 'pair' | 'many' | 'days';

export const MAX_DAYS = 36_500;

const EQUALITY = { eq: 'one', ne: 'one' } as const;
const MEMBERSHIP = { ...EQUALITY, in: 'many', not_in: 'many' } as const;
const ORDER = { lt: 'one', le: 'one', gt: 'one', ge: 'one', between: 'pair' } as const;
const EMPTINESS = { empty: 'nothing', not_empty: 'nothing' } as const;
const HOLDING = { has_any: 'many', has_all: 'many', has_none: 'many', ...EMPTINESS } as const;
const DAYS_APART = {
  last_days: 'days',
  next_days: 'days',
  more_than_days_ago: 'days',
  more_than_days_ahead: 'days',
} as const;
const CALENDAR = {
  yesterday: 'nothing',
  today: 'nothing',
  tomorrow: 'nothing',
  last_week: 'nothing',
  this_week: 'nothing',
  next_week: 'nothing',
  last_month: 'nothing',
  this_month: 'nothing',
  next_month: 'nothing',
  last_quarter: 'nothing',
  this_quarter: 'nothing',
  next_quarter: 'nothing',
  last_year: 'nothing',
  this_year: 'nothing',
  next_year: 'nothing',
} as const;
const TIME = { ...DAYS_APART, ...CALENDAR, ...EQUALITY, ...ORDER, ...EMPTINESS } as const;

/** In the order in which they are offered. */
const TABLE = {
  text: { ...MEMBERSHIP, starts_with: 'one', ...EMPTINESS },
  choice: { ...MEMBERSHIP, ...EMPTINESS },
  number: { ...MEMBERSHIP, ...ORDER, ...EMPTINESS },
  date: TIME,
  moment: TIME,
  boolean: { ...EQUALITY, ...EMPTINESS },
  reference: { ...MEMBERSHIP, ...EMPTINESS },
  tags: HOLDING,
  references: HOLDING,
} as const satisfies Record<FilterKind, Record<string, Takes>>;

type Tables = typeof TABLE;
export type Op = { [K in FilterKind]: keyof Tables[K] }[FilterKind];

const FIRST: Record<FilterKind, Op> = {
  text: 'starts_with',
  choice: 'in',
  number: 'ge',
  date: 'last_days',
  moment: 'last_days',
  boolean: 'eq',
  reference: 'in',
  tags: 'has_any',
  references: 'has_any',
};

export function operatorsOf(kind: FilterKind): Op[] {
  return Object.keys(TABLE[kind]) as Op[]; // keys of a literal
}

/** What an operator takes on a kind of field; undefined: it is not offered there. */
export function takes(kind: FilterKind, op: string): Takes | undefined {
  const offered: Partial<Record<string, Takes>> = TABLE[kind];
  return Object.hasOwn(offered, op) ? offered[op] : undefined;
}

/** The question that is asked most about a kind of field. */
export const firstOperator = (kind: FilterKind): Op => FIRST[kind];

/** The fewest days that an operator can be given: today is the first of the last and the next ones. */
export const fewestDays = (op: string): number => (op === 'last_days' || op === 'next_days' ? 1 : 0);

/** Whether a value is one that its operator can take; what it says is for the API to judge. */
export function isComplete(kind: FilterKind, op: string, value: unknown): boolean {
  switch (takes(kind, op)) {
    case undefined:
      return false;
    case 'nothing':
      return value === undefined;
    case 'one':
      return isOne(kind, value);
    case 'days':
      return (
        typeof value === 'number' && Number.isInteger(value) && value >= fewestDays(op) && value <= MAX_DAYS
      );
    case 'pair':
      return Array.isArray(value) && value.length === 2 && value.every((one) => isOne(kind, one));
    case 'many':
      return isMany(value) && value.every((one) => isOne(kind, one));
  }
}

const isMany = (value: unknown): value is unknown[] =>
  Array.isArray(value) && value.length > 0 && value.length <= 1000;

function isOne(kind: FilterKind, value: unknown): boolean {
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'number' && typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value !== '';
}

/** The values of a pair or of many. */
export const valuesOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** What stays of a value when its operator changes: one becomes the first of many, the rest begins anew. */
export function carriedOver(kind: FilterKind, from: string, to: string, value: unknown): unknown {
  const [before, after] = [takes(kind, from), takes(kind, to)];
  if (after === 'days' && before === 'days') return Math.max(Number(value), fewestDays(to));
  if (before === after) return value;
  const held: unknown[] = Array.isArray(value) ? value : [value];
  if (before === 'days' || value === undefined) return undefined;
  if (after === 'one') return held[0];
  if (after === 'many') return held;
  return undefined;
}
