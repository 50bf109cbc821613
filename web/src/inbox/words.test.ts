import { expect, test } from 'vitest';
import type { Item } from './items';
import { goal } from './words';

const item = (kind: string, params: Record<string, unknown>, count = 1): Item => ({
  id: 'i',
  version: 1,
  kind,
  params,
  count,
  thing: 'customer',
  record_id: 'r',
  cause_id: 'c',
  created_at: '2026-11-22T00:00:00Z',
  updated_at: '2026-11-22T00:00:00Z',
  read_at: null,
});

test('one customer is opened, several are listed', () => {
  expect(goal(item('customers-assigned', {}))?.path).toBe('/customers/r');
  const listed = goal(item('customers-assigned', {}, 3))?.path ?? '';
  const filter: unknown = JSON.parse(new URL(listed, 'http://x').searchParams.get('filter') ?? '');
  expect(filter).toEqual({ field: 'owner_id', op: 'eq', value: 'me' });
});

test('only a finished export has a file', () => {
  const done = item('export-finished', { outcome: 'done', export_id: 'e' });
  expect(goal(done)).toEqual({ path: '/api/customer/exports/e/file', file: true });
  const trail = item('export-finished', { outcome: 'done', export_id: 'e', target: 'audit' });
  expect(goal(trail)).toEqual({ path: '/api/identity/exports/e/file', file: true });
  expect(goal(item('export-finished', { outcome: 'failed', export_id: 'e' }))).toBeUndefined();
});

test('a kind that is not known leads nowhere', () => {
  expect(goal(item('weather', {}))).toBeUndefined();
});
