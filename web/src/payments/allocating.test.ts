import { expect, test } from 'vitest';
import { allocationsOf, amountOf, leftOf, spread, unitsOf } from './allocating';

const owed = (id: string, amount: string) => ({ id, open: { amount } });
const invoices = [owed('a', '100.10'), owed('b', '50'), owed('c', '20')];

test('sums are read and written without losing a cent', () => {
  expect(unitsOf('0.1') + unitsOf('0.2')).toBe(unitsOf('0.3'));
  expect(amountOf(unitsOf('1000000000000.0001'))).toBe('1000000000000.0001');
  expect(amountOf(-5000n)).toBe('-0.5');
  expect(unitsOf('x')).toBe(0n);
});

test('money goes to what is due first, as far as it reaches', () => {
  expect(spread('120.1', invoices)).toEqual({ a: '100.1', b: '20' });
  expect(spread('1000', invoices)).toEqual({ a: '100.1', b: '50', c: '20' });
  expect(spread('', invoices)).toEqual({});
});

test('what is left is the customer’s credit; more than there is shows as less than nothing', () => {
  expect(leftOf('1000', spread('1000', invoices))).toBe('829.9');
  expect(leftOf('10', { a: '10.01' })).toBe('-0.01');
});

test('only what has an amount is sent', () => {
  expect(allocationsOf({ a: '0', b: '5', gone: '1' }, invoices)).toEqual([{ invoice_id: 'b', amount: '5' }]);
});
