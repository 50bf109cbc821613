import dayjs from 'dayjs';
import { expect, test } from 'vitest';
import { askedFields, fieldOf, offeredFor } from './asked';
import { operatorsOf, type FilterKind } from './operators';
import en from './texts/en.json';
import { clockAt, momentOf } from '../wallClock';
import { wordOf, wordOfChip } from './words';

const KINDS: FilterKind[] = [
  'text',
  'choice',
  'number',
  'date',
  'moment',
  'boolean',
  'reference',
  'tags',
  'references',
];

test('every operator has a word', () => {
  for (const kind of KINDS)
    for (const op of operatorsOf(kind)) {
      expect(en.ops).toHaveProperty(wordOf(kind, op));
      expect(en.ops).toHaveProperty(wordOfChip(kind, op, ['x']));
    }
});

test('a chip says what it means for one value', () => {
  expect(wordOfChip('reference', 'in', ['me'])).toBe('eq');
  expect(wordOfChip('reference', 'in', ['me', 'x'])).toBe('in');
  expect(wordOfChip('number', 'not_in', [1])).toBe('differs');
  expect(wordOfChip('tags', 'has_none', ['x'])).toBe('lacks');
  expect(wordOfChip('date', 'lt', '2026-11-22')).toBe('before');
});

test('a moment is what the clock of a zone says', () => {
  const moment = '2026-11-22T20:30:00.000Z';
  const clock = clockAt(moment, 'Asia/Shanghai');
  expect(clock.format('YYYY-MM-DD HH:mm')).toBe('2026-11-23 04:30');
  expect(momentOf(clock, 'Asia/Shanghai')).toBe(moment);
  expect(momentOf(dayjs('2026-07-01T09:00:00'), 'America/New_York')).toBe('2026-07-01T13:00:00.000Z');
});

test('fields that the filter knows by the same name are asked about once', () => {
  const reached = { field: 'reached_by', kind: 'tags' } as const;
  const fields = askedFields([
    { name: 'phones', label: 'Phones', kind: 'phones', filter: reached },
    { name: 'emails', label: 'Mails', kind: 'emails', filter: reached },
    { name: 'size', label: 'Size', kind: 'text' },
  ]);
  expect(fields.map((one) => one.name)).toEqual(['phones']);
  expect(fieldOf(fields, { field: 'reached_by', op: 'has_any', value: ['x'] })?.name).toBe('phones');
  expect(fieldOf(fields, { field: 'reached_by', op: 'eq', value: 'x' })).toBeUndefined();
  expect(fieldOf(fields, { field: 'gone', op: 'eq', value: 'x' })).toBeUndefined();
});

test('nobody is offered to ask whether something is empty that never is', () => {
  const [given, filled] = askedFields([
    { name: 'given', label: 'Given', kind: 'flag', filter: { field: 'given', kind: 'boolean' } },
    {
      name: 'active',
      label: 'Active',
      kind: 'flag',
      filter: { field: 'active', kind: 'boolean', filled: true },
    },
  ]);
  expect(given && offeredFor(given)).toEqual(['eq', 'ne', 'empty', 'not_empty']);
  expect(filled && offeredFor(filled)).toEqual(['eq', 'ne']);
});
