import { expect, test } from 'vitest';
import { movedTo } from './order';

const RULES = ['a', 'b', 'c'].map((id) => ({ id }));
const ids = (place: number, id = 'a') => movedTo(RULES, id, place).map((one) => one.id);

test('a rule goes where it is put, and no further than the ends', () => {
  expect(ids(1)).toEqual(['b', 'a', 'c']);
  expect(ids(9)).toEqual(['b', 'c', 'a']);
  expect(ids(-1, 'c')).toEqual(['c', 'a', 'b']);
  expect(ids(1, 'x')).toEqual(['a', 'b', 'c']);
});
