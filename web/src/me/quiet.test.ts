import { expect, test } from 'vitest';
import { isQuiet, quietHours, USUAL } from './quiet';

const NIGHTS = { on: true, from: '22:00', until: '08:00', days: [1, 2, 3, 4, 5] };
const at = (moment: string) => isQuiet(NIGHTS, 'Asia/Shanghai', new Date(`${moment}+08:00`));

test('a night belongs to the day it begins on', () => {
  expect(at('2026-11-20T22:00')).toBe(true); // Friday
  expect(at('2026-11-21T07:59')).toBe(true); // the morning after
  expect(at('2026-11-21T08:00')).toBe(false);
  expect(at('2026-11-21T23:00')).toBe(false); // Saturday
  expect(at('2026-11-23T06:00')).toBe(false); // the morning after Sunday
});

test('hours within a day end on that day', () => {
  const noon = { ...NIGHTS, from: '12:00', until: '13:30' };
  expect(isQuiet(noon, 'Asia/Taipei', new Date('2026-11-20T05:29Z'))).toBe(true);
  expect(isQuiet(noon, 'Asia/Taipei', new Date('2026-11-20T05:30Z'))).toBe(false);
});

test('midnight is 00:00', () => {
  expect(at('2026-11-20T00:00')).toBe(true);
});

test('they are off until somebody wants them, and what cannot be understood is as usual', () => {
  expect(quietHours(null)).toEqual(USUAL);
  expect(quietHours({ on: true, from: '25:00', until: 7, days: 'all' })).toEqual({ ...USUAL, on: true });
  expect(isQuiet({ ...NIGHTS, on: false }, 'Asia/Shanghai', new Date('2026-11-20T15:00Z'))).toBe(false);
});
