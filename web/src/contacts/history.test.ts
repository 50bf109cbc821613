import { expect, test } from 'vitest';
import type { HistoryEntry } from '../ui/records/History';
import { withLinks } from './history';

const ENTRY: HistoryEntry = {
  version: 2,
  kind: 'updated',
  actor: 'user:1',
  actor_name: 'Lin',
  on_behalf_of: null,
  cause_id: 'x',
  at: '2026-11-22T00:00:00Z',
  before: { customers: { c1: null }, name: 'A' },
  after: { customers: { c1: { title: 'CTO', department: null, primary: true } }, name: 'B' },
};

test('what a contact is at customers becomes lines, the rest stays', () => {
  const told = withLinks(ENTRY, { customer: () => 'Acme', main: 'main' });
  expect(told.before).toEqual({ customers: [], name: 'A' });
  expect(told.after).toEqual({ customers: ['Acme · CTO · main'], name: 'B' });
  const untouched = { ...ENTRY, before: {}, after: { name: 'C' } };
  expect(withLinks(untouched, { customer: () => '', main: '' }).after).toEqual({ name: 'C' });
});
