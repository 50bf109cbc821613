import { expect, test } from 'vitest';
import { byDay, daysAgo } from './days';

const items = ['2026-11-21T16:30:00Z', '2026-11-21T15:30:00Z', '2026-11-20T02:00:00Z'].map((updated_at) => ({
  updated_at,
}));

test('days are those of the zone', () => {
  expect(byDay(items, 'Asia/Shanghai').map((day) => [day.date, day.items.length])).toEqual([
    ['2026-11-22', 1],
    ['2026-11-21', 1],
    ['2026-11-20', 1],
  ]);
  expect(byDay(items, 'UTC').map((day) => day.date)).toEqual(['2026-11-21', '2026-11-20']);
});

test('today and yesterday too', () => {
  const now = Date.parse('2026-11-21T16:00:00Z');
  expect(daysAgo('2026-11-22', 'Asia/Shanghai', now)).toBe(0);
  expect(daysAgo('2026-11-21', 'Asia/Shanghai', now)).toBe(1);
  expect(daysAgo('2026-11-21', 'UTC', now)).toBe(0);
});
