import { expect, test } from 'vitest';
import { amountOf, givenOf, withLine, type Line } from './given';

const BARE = { quantity: '1', discount_percent: '0', remark: '' };
// What of a line the service adds is left out: it does not matter here.
const line = (id: string) =>
  ({ ...BARE, id, product_id: 'p', net: { amount: '5', currency: 'CNY' } }) as unknown as Line;

test('a line that is known takes its place, a new one comes last', () => {
  const lines = [line('a'), line('b')];
  const products = (id?: string) =>
    withLine(lines, { ...BARE, id, product_id: 'q' }).map((one) => one.product_id);
  expect(products('a')).toEqual(['q', 'p']);
  expect(products()).toEqual(['p', 'p', 'q']);
});

test('what the service made of a line is not sent back', () => {
  expect('net' in givenOf(line('a'))).toBe(false);
});

test('lines add up to what stands below them: each before its share of the discount on the whole', () => {
  const money = (amount: string) => ({ amount, currency: 'CNY' });
  const priced = { net: money('95.00'), gross: money('107.35'), share: money('5.00') };
  expect(amountOf(priced, false)).toBe(100);
  expect(amountOf(priced, true)).toBeCloseTo(112.35);
});
