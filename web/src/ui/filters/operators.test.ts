import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  carriedOver,
  firstOperator,
  isComplete,
  operatorsOf,
  takes,
  type FilterKind,
  type Takes,
} from './operators';

const SAMPLES: Record<FilterKind, unknown> = {
  text: 'Paris',
  choice: 'company',
  number: 12.5,
  date: '2026-11-22',
  moment: '2026-11-22T08:00:00Z',
  boolean: false,
  reference: 'me',
  tags: 'vip',
  references: '019a0000-0000-7000-8000-000000000000',
};
const KINDS = Object.keys(SAMPLES) as FilterKind[]; // keys of a literal

function sample(kind: FilterKind, what: Takes | undefined): unknown {
  const one = SAMPLES[kind];
  if (what === 'days') return 7;
  if (what === 'pair') return [one, one];
  if (what === 'many') return [one];
  return what === 'one' ? one : undefined;
}

test('every operator of the services is offered', () => {
  const source = readFileSync('../libs/conditions/fields.py', 'utf8');
  const [, declared = ''] = /class Op\(StrEnum\):([^]*?)\n\n\n/.exec(source) ?? [];
  const theirs = [...declared.matchAll(/"(\w+)"/g)].map((one) => one[1]);
  expect(new Set<string | undefined>(KINDS.flatMap(operatorsOf))).toEqual(new Set(theirs));
});

describe.each(KINDS)('%s', (kind) => {
  test('accepts what each operator takes, and nothing less', () => {
    for (const op of operatorsOf(kind)) {
      const what = takes(kind, op);
      expect([op, isComplete(kind, op, sample(kind, what))]).toEqual([op, true]);
      expect([op, isComplete(kind, op, undefined)]).toEqual([op, what === 'nothing']);
      expect([op, isComplete(kind, op, [])]).toEqual([op, false]);
    }
  });

  test('begins with an operator of its own', () => {
    expect(operatorsOf(kind)).toContain(firstOperator(kind));
  });

  test('carries over what the next operator takes, or nothing', () => {
    for (const from of operatorsOf(kind))
      for (const to of operatorsOf(kind)) {
        const value = carriedOver(kind, from, to, sample(kind, takes(kind, from)));
        if (value !== undefined) expect([from, to, isComplete(kind, to, value)]).toEqual([from, to, true]);
      }
  });
});

test('has no operators by accident', () => {
  expect(takes('text', 'lt')).toBeUndefined();
  expect(takes('text', 'toString')).toBeUndefined();
  expect(isComplete('boolean', 'eq', 'true')).toBe(false);
  expect(isComplete('date', 'last_days', 0)).toBe(false);
  expect(isComplete('date', 'more_than_days_ago', 0)).toBe(true);
});
