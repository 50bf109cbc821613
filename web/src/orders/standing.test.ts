import { expect, test } from 'vitest';
import type { Order } from './queries';
import { obstacles, openLines, shareOf } from './standing';

const NONE = { prepared: '0', shipped: '0', billed: '0' };

// What of an order is not asked here is left out.
const order = {
  lines: [
    { id: 'a', product: { name: 'Pump' }, unit: 'pc' },
    { id: 'b', product: { name: 'Hose' }, unit: 'm' },
  ],
  progress: [
    { line_id: 'a', to_ship: '0', to_bill: '2' },
    { line_id: 'b', to_ship: '1.5', to_bill: '0' },
  ],
} as unknown as Order;

test('only what is left of a line can be acted on', () => {
  expect(openLines(order, 'to_ship')).toEqual([{ id: 'b', name: 'Hose', unit: 'm', most: '1.5' }]);
  expect(openLines(order, 'to_bill').map((one) => one.id)).toEqual(['a']);
  expect(openLines({ ...order, progress: [] }, 'to_ship')).toEqual([]);
});

test('a bar is never longer than its track', () => {
  expect(shareOf('1', '4')).toBe(0.25);
  expect(shareOf('5', '4')).toBe(1);
  expect(shareOf('-1', '4')).toBe(0);
  expect(shareOf('1', '0')).toBe(0);
});

test('what is set aside, sent or billed stands against calling it off', () => {
  expect(obstacles([NONE])).toEqual([]);
  expect(obstacles([NONE, { ...NONE, billed: '1', prepared: '0.5' }])).toEqual(['prepared', 'billed']);
});
