import { expect, test } from 'vitest';
import { mayChange } from './may';
import type { LinkRead } from './queries';

const ME = { id: 'me', permissions: { 'customer.update': 'own' } } as const;
const link = (customer_id: string): LinkRead => ({
  customer_id,
  customer_name: 'Acme',
  customer_owner_id: null,
  customer_team_id: null,
  reports_to_id: null,
  primary: false,
});
const mine = ({ customer_id }: LinkRead) => customer_id === 'mine';

test('a contact is changed by whoever may change one of its customers', () => {
  expect(mayChange({ customers: [link('theirs'), link('mine')], created_by: 'other' }, ME, mine)).toBe(true);
  expect(mayChange({ customers: [link('theirs')], created_by: 'me' }, ME, mine)).toBe(false);
});

test('one without customers is changed by who added it, or by who may change all', () => {
  const alone = { customers: [], created_by: 'me' };
  expect(mayChange(alone, ME, mine)).toBe(true);
  expect(mayChange({ ...alone, created_by: 'other' }, ME, mine)).toBe(false);
  expect(mayChange(alone, { id: 'me', permissions: {} }, mine)).toBe(false);
  const all = { id: 'x', permissions: { 'customer.update': 'all' } } as const;
  expect(mayChange(alone, all, mine)).toBe(true);
});
