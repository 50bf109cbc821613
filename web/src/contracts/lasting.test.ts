import { expect, test } from 'vitest';
import { daysLater, lacking, regularEnd, termOf } from './lasting';

const TODAY = '2026-11-22';
const YEAR = {
  state: 'active',
  starts_on: '2026-01-01',
  last_day: '2026-12-31',
  notice_by: '2026-12-01',
  terminated_on: null,
  renewal: 'none',
} as const;

test('a running contract says how much of it is over and where notice is due', () => {
  expect(termOf(YEAR, TODAY)).toEqual({ phase: 'running', days: 39, passed: 325 / 365, notice: 334 / 365 });
  expect(termOf(YEAR, '2026-01-01')?.passed).toBe(0);
  expect(termOf(YEAR, '2026-12-31')).toMatchObject({ phase: 'running', days: 0 });
});

test('one that is over, still to come or open-ended has no share of its own', () => {
  expect(termOf(YEAR, '2027-01-02')).toMatchObject({ phase: 'over', days: 2, passed: 1 });
  expect(termOf({ ...YEAR, state: 'terminated', last_day: TODAY }, TODAY)?.phase).toBe('over');
  expect(termOf(YEAR, '2025-12-30')).toMatchObject({ phase: 'coming', days: 2, passed: 0 });
  const open = { ...YEAR, last_day: null, notice_by: null };
  expect(termOf(open, TODAY)).toEqual({ phase: 'open', days: 325, passed: null, notice: null });
  expect(termOf({ ...YEAR, starts_on: null }, TODAY)).toBeNull();
  expect(termOf({ ...YEAR, state: 'draft' }, TODAY)).toMatchObject({ phase: 'unsigned', passed: 0 });
});

test('a contract of one day, and notice from before its beginning, are drawn all the same', () => {
  const day = { ...YEAR, starts_on: TODAY, last_day: TODAY, notice_by: '2026-10-23' };
  expect(termOf(day, TODAY)).toEqual({ phase: 'running', days: 0, passed: 0, notice: null });
});

test('what a contract lacks is said before it is signed', () => {
  const bare = { lines: [], starts_on: null, ends_on: null, renewal_months: null };
  expect(lacking({ ...bare, renewal: 'automatic' }, TODAY)).toEqual([
    'lines',
    'starts_on',
    'ends_on',
    'renewal_months',
  ]);
  expect(lacking({ ...bare, renewal: 'none', starts_on: TODAY }, TODAY)).toEqual(['lines']);
  expect(lacking({ ...bare, renewal: 'none', ends_on: '2026-11-21' }, TODAY)).toContain('past');
});

test('notice that is kept ends a contract by its own end at the latest', () => {
  expect(daysLater('2026-12-31', 1)).toBe('2027-01-01');
  const month = { notice_days: 30, notice_by: null, last_day: null, renewal: 'none' } as const;
  expect(regularEnd(month, TODAY)).toBe('2026-12-22');
  expect(regularEnd({ ...month, last_day: '2026-12-01' }, TODAY)).toBe('2026-12-01');
});

test('what renews itself ends with its term when notice is in time', () => {
  const term = {
    notice_days: 30,
    notice_by: '2026-12-01',
    last_day: '2026-12-31',
    renewal: 'automatic',
  } as const;
  expect(regularEnd(term, TODAY)).toBe('2026-12-31');
  expect(regularEnd({ ...term, notice_by: '2026-11-21' }, TODAY)).toBe('2026-12-22');
});
