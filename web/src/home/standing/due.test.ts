import { expect, test } from 'vitest';
import { daysFrom, dueOf, toneOf } from './due';

const TODAY = '2026-11-22';
const deal = (next_step_on: string | null, expected_close_on: string | null) => ({
  next_step_on,
  expected_close_on,
});

test('of a deal the earlier day counts, and a step before the close on the same one', () => {
  expect(dueOf(deal('2026-11-20', '2026-11-30'), TODAY)).toEqual({
    what: 'step',
    day: '2026-11-20',
    tone: 'late',
  });
  expect(dueOf(deal('2026-12-20', '2026-11-22'), TODAY)).toMatchObject({ what: 'close', tone: 'today' });
  expect(dueOf(deal('2026-11-25', '2026-11-25'), TODAY)).toMatchObject({ what: 'step', tone: 'soon' });
  expect(dueOf(deal(null, '2027-01-01'), TODAY)).toMatchObject({ what: 'close', tone: 'later' });
  expect(dueOf(deal(null, null), TODAY)).toBeNull();
});

test('days are counted by the calendar, also where clocks change', () => {
  expect(daysFrom('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysFrom('2026-03-01', '2026-02-28')).toBe(-1);
  expect([-1, 0, 6, 7].map(toneOf)).toEqual(['late', 'today', 'soon', 'later']);
});
