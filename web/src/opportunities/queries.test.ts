import { expect, test } from 'vitest';
import { sent } from './queries';

test('an amount is sent with its currency', () => {
  expect(sent({ name: 'A', amount: { amount: '12.50', currency: 'USD' } })).toEqual({
    name: 'A',
    amount: '12.50',
    currency: 'USD',
  });
});

test('an amount that was emptied leaves the currency as it was', () => {
  expect(sent({ amount: null })).toEqual({ amount: null });
  expect(sent({ name: 'A' })).toEqual({ name: 'A' });
});

test('an amount that is put back from a history stays in the currency', () => {
  expect(sent({ amount: '50000' })).toEqual({ amount: '50000' });
});
