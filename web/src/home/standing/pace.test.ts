import { expect, test } from 'vitest';
import { lineOf, monthBefore, paceOf, shareOf } from './pace';

const won = (day: string, amount: string) => ({ day, base_amount: { amount, currency: 'CNY' } });

test('what was won adds up day by day, and is held against the same day of last month', () => {
  const days = [
    won('2026-10-01', '100.00'),
    won('2026-10-31', '900.00'),
    won('2026-11-01', '50.00'),
    won('2026-11-03', '70.00'),
  ];
  const pace = paceOf(days, '2026-11-04');
  expect(pace.now).toEqual([50, 50, 120, 120]);
  expect(pace.before).toHaveLength(31);
  expect(pace.before.at(-1)).toBe(1000);
  expect(pace.ahead).toBe(20);
});

test('on the last day of a longer month all of the shorter one before counts', () => {
  const pace = paceOf([won('2026-02-28', '10'), won('2026-03-31', '4')], '2026-03-31');
  expect(pace.before).toHaveLength(28);
  expect(pace.ahead).toBe(-6);
  expect(paceOf([], '2026-01-15')).toMatchObject({ ahead: 0 });
  expect(monthBefore('2026-01-15')).toBe('2025-12-01');
});

test('lines stay in their box and bars are seen', () => {
  expect(lineOf([0, 5, 10], 3, 10, [100, 40])).toBe('0,40 50,20 100,0');
  expect(lineOf([0], 1, 0, [100, 40])).toBe('0,40');
  expect([shareOf(0, 10), shareOf(1, 1000), shareOf(5, 10), shareOf(1, 0)]).toEqual([0, 1, 50, 0]);
});
