import { expect, test } from 'vitest';
import { countsOf } from './words';
import { isUndoable, pageOf, percentOf, placeAt, placeOf, type OperationShown } from './operations';

const operation: OperationShown = {
  id: 'a',
  version: 1,
  kind: 'bulk_edit',
  target: 'customers',
  state: 'done',
  requested_by: 'b',
  total: 3,
  done: 3,
  counts: { changed: 2, unchanged: 1 },
  issues: 0,
  undoes_id: null,
  undone_by_id: null,
  reason: null,
  request: {},
  created_at: '2026-11-22T07:00:00Z',
  started_at: null,
  finished_at: '2026-11-22T07:00:00Z',
};

test('what changed something and was not taken back can be undone', () => {
  expect(isUndoable(operation)).toBe(true);
  expect(isUndoable({ ...operation, state: 'cancelled' })).toBe(true);
  expect(isUndoable({ ...operation, state: 'running' })).toBe(false);
  expect(isUndoable({ ...operation, undone_by_id: 'c' })).toBe(false);
  expect(isUndoable({ ...operation, counts: { unchanged: 3 } })).toBe(false);
  expect(isUndoable({ ...operation, counts: { created: 1 } })).toBe(true);
});

test('what a deleting operation changed is called deleted', () => {
  expect(countsOf(operation)).toEqual({ changed: 2, unchanged: 1 });
  expect(countsOf({ ...operation, request: { deleted: true } })).toEqual({ deleted: 2, unchanged: 1 });
  expect(countsOf({ ...operation, request: { deleted: false } })).toEqual({ restored: 2, unchanged: 1 });
});

test('progress is between nothing and all', () => {
  expect(percentOf({ done: 0, total: 0 })).toBe(0);
  expect(percentOf({ done: 1, total: 3 })).toBe(33);
  expect(percentOf({ done: 5, total: 3 })).toBe(100);
});

test('an operation in the address says whose it is', () => {
  const sold = placeOf({ ...operation, target: 'leads' });
  expect(pageOf(sold)).toBe('/operations?open=sales:a');
  expect(placeAt('sales:a')).toEqual(sold);
  expect(placeAt('somebody:a')).toBeUndefined();
  expect(placeAt(null)).toBeUndefined();
});
