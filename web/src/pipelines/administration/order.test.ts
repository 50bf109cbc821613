import { expect, test } from 'vitest';
import { reordered } from './order';

const put = (from: number, gap: number) => reordered(['a', 'b', 'c', 'd'], from, gap).join('');

test('one goes to the gap it is held over', () => {
  expect(put(0, 2)).toBe('bacd');
  expect(put(3, 0)).toBe('dabc');
  expect(put(1, 4)).toBe('acdb');
});

test('the gaps around it leave it where it is', () => {
  expect(put(1, 1)).toBe('abcd');
  expect(put(1, 2)).toBe('abcd');
});

test('what is not there moves nothing', () => {
  expect(put(9, 0)).toBe('abcd');
});
