import { expect, test } from 'vitest';
import { responseOf, titleOf } from './standing';

const NOW = Date.parse('2026-05-04T10:00:00Z');
const WAITING = {
  status: 'new',
  deleted_at: null,
  respond_by: '2026-05-04T12:00:00Z',
  responded_at: null,
} as const;

test('a lead is called by its person, its company, or how it is reached', () => {
  const bare = { name: null, company: null, emails: [], phones: [], number: 'LD-000001' };
  expect(titleOf({ ...bare, name: '李明', company: 'Acme' })).toBe('李明');
  expect(titleOf({ ...bare, company: 'Acme', emails: ['a@example.com'] })).toBe('Acme');
  expect(titleOf({ ...bare, phones: ['+8613800000000'] })).toBe('+8613800000000');
  expect(titleOf(bare)).toBe('LD-000001');
});

test('a first response is due until its hour, and overdue from then on', () => {
  expect(responseOf(WAITING, NOW)?.state).toBe('due');
  expect(responseOf(WAITING, NOW + 3 * 3_600_000)?.state).toBe('overdue');
});

test('one that was given was in time or late, whatever the hour is now', () => {
  expect(responseOf({ ...WAITING, responded_at: '2026-05-04T11:59:00Z' }, NOW + 1e9)?.state).toBe('inTime');
  expect(responseOf({ ...WAITING, responded_at: '2026-05-04T12:01:00Z' }, NOW)?.state).toBe('late');
  expect(responseOf({ ...WAITING, respond_by: null, responded_at: '2026-05-04T12:01:00Z' })?.state).toBe(
    'answered',
  );
});

test('nobody waits for a response to what nothing will come of', () => {
  expect(responseOf({ ...WAITING, status: 'disqualified' }, NOW)).toBeNull();
  expect(responseOf({ ...WAITING, deleted_at: '2026-05-04T09:00:00Z' }, NOW)).toBeNull();
  expect(responseOf({ ...WAITING, respond_by: null }, NOW)).toBeNull();
});
