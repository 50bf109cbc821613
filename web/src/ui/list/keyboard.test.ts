import { expect, test } from 'vitest';
import { move } from './keyboard';

const BOUNDS = { rows: 100, columns: 5, page: 20 };
const key = (name: string, ctrlKey = false) => ({ key: name, ctrlKey, metaKey: false });

test.each([
  ['ArrowDown', false, { row: 11, column: 2 }],
  ['ArrowUp', false, { row: 9, column: 2 }],
  ['ArrowLeft', false, { row: 10, column: 1 }],
  ['ArrowRight', true, { row: 10, column: 4 }],
  ['PageDown', false, { row: 30, column: 2 }],
  ['PageUp', false, { row: 0, column: 2 }],
  ['Home', false, { row: 10, column: 0 }],
  ['End', true, { row: 99, column: 4 }],
])('%s (far: %s) leads to %o', (name, far, to) => {
  expect(move({ row: 10, column: 2 }, key(name, far), BOUNDS)).toEqual(to);
});

test('up from the first row is the header, and nothing is above it', () => {
  const header = move({ row: 0, column: 0 }, key('ArrowUp'), BOUNDS);
  expect(header).toEqual({ row: -1, column: 0 });
  expect(header && move(header, key('ArrowUp'), BOUNDS)).toEqual(header);
});

test('other keys move nothing', () => {
  expect(move({ row: 0, column: 0 }, key('x'), BOUNDS)).toBeUndefined();
});
