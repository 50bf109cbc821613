import { expect, test } from 'vitest';
import { daysBetween, standingOf } from './standing';

test('what is overdue is said instead of the state, a credit note is no more than that', () => {
  const said = (kind: 'invoice' | 'credit_note', overdue: boolean) =>
    standingOf({ kind, state: 'partly_paid', overdue });
  expect(said('invoice', true)).toBe('overdue');
  expect(said('invoice', false)).toBe('partly_paid');
  expect(said('credit_note', false)).toBe('credit_note');
});

test('days are counted over changes of the clock', () => {
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-11-22', '2026-11-20')).toBe(-2);
});
