import { expect, test } from 'vitest';
import { extend, isPicked, NONE, PICK_ALL, pickLoaded, toggle } from './selection';

const LOADED = ['a', 'b', 'c', 'd', 'e'];
const idsOf = (picked: { ids: ReadonlySet<string> }) => [...picked.ids].sort();

test('a row is picked and unpicked', () => {
  const one = toggle(NONE, 1, LOADED);
  expect(idsOf(one)).toEqual(['b']);
  expect(idsOf(toggle(one, 1, LOADED))).toEqual([]);
});

test('a range goes from the last pick, upwards too, and keeps what was picked before', () => {
  const start = toggle(toggle(NONE, 0, LOADED), 3, LOADED);
  expect(idsOf(extend(start, 1, LOADED))).toEqual(['a', 'b', 'c', 'd']);
});

test('a range can be drawn further from where it began', () => {
  const range = extend(toggle(NONE, 1, LOADED), 2, LOADED);
  expect(idsOf(extend(range, 4, LOADED))).toEqual(['b', 'c', 'd', 'e']);
});

test('all that match includes rows that are not loaded; one less leaves the loaded ones', () => {
  expect(isPicked(PICK_ALL, 'never loaded')).toBe(true);
  expect(idsOf(toggle(PICK_ALL, 2, LOADED))).toEqual(['a', 'b', 'd', 'e']);
});

test('a row that does not exist picks nothing', () => {
  expect(toggle(NONE, 99, LOADED)).toBe(NONE);
  expect(idsOf(pickLoaded(LOADED))).toEqual(LOADED);
});
