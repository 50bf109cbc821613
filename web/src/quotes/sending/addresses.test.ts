import { expect, test } from 'vitest';
import { firstOf, reachable, whose } from './addresses';

const mail = (address: string, primary = false) => ({ address, primary, kind: 'work' as const });
const KNOWN = reachable([
  { id: '1', name: 'Kim', emails: [mail('office@example.com'), mail('kim@example.com', true)] },
  { id: '2', name: 'Lee', emails: [mail('office@example.com', true)] },
  { id: '3', name: 'Robin' },
]);

test('a quote goes to its contact, by the address that reaches them first', () => {
  expect(firstOf(KNOWN, '1')).toBe('kim@example.com');
  expect(firstOf(KNOWN, '2')).toBe('office@example.com');
});

test('without a contact that has an address somebody has to say which, unless there is only one', () => {
  expect(firstOf(KNOWN, '3')).toBeUndefined();
  expect(firstOf(KNOWN, null)).toBeUndefined();
  expect(firstOf(KNOWN.slice(0, 1), null)).toBe('kim@example.com');
});

test('an address is that of the contact of the quote, of somebody else who has it, or of the customer', () => {
  expect(whose(KNOWN, 'office@example.com', '2')).toBe('2');
  expect(whose(KNOWN, ' Office@Example.com', null)).toBe('1');
  expect(whose(KNOWN, 'sales@example.com', '2')).toBeNull();
});
