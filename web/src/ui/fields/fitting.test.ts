import { expect, test } from 'vitest';
import { fitting } from './fitting';

const fit = (room: number, ...widths: number[]) => fitting(widths, room, 4, 20);

test('all are shown where there is room for all', () => {
  expect(fit(104, 50, 50)).toBe(2);
  expect(fit(300)).toBe(1);
});

test('what is left out leaves room for its number', () => {
  expect(fit(103, 50, 50)).toBe(1);
  expect(fit(127, 50, 50, 50)).toBe(1);
  expect(fit(128, 50, 50, 50)).toBe(2);
});

test('the number goes where the last one just fits in its place', () => {
  expect(fit(112, 50, 50, 4)).toBe(3);
});

test('one is shown however little room there is', () => {
  expect(fit(10, 50, 50)).toBe(1);
});
