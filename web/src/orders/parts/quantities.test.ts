import { expect, test } from 'vitest';
import { everything, withQuantity } from './quantities';

const lines = [
  { id: 'a', name: 'Pump', unit: 'pc', most: '2' },
  { id: 'b', name: 'Hose', unit: 'm', most: '1.5' },
];

test('all that is left is what a form begins with', () => {
  expect(everything(lines)).toEqual([
    { line_id: 'a', quantity: '2' },
    { line_id: 'b', quantity: '1.5' },
  ]);
});

test('a line of which nothing is chosen is not sent, and comes back in its place', () => {
  const without = withQuantity(everything(lines), lines, 'a', '0');
  expect(without).toEqual([{ line_id: 'b', quantity: '1.5' }]);
  expect(withQuantity(without, lines, 'a', '1').map((one) => one.line_id)).toEqual(['a', 'b']);
  expect(withQuantity(without, lines, 'b', '')).toEqual([]);
});
