import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { UNREAD } from '../../inbox/keys';
import { newsOf, newsTaker, outdated, type RecordNews } from './news';

const CHANGED: RecordNews = {
  event: 'record',
  thing: 'customer',
  id: '1',
  version: 5,
  kind: 'updated',
  watch: 'customer:1',
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a record that is shown in that version already is not loaded again', () => {
  expect(outdated(CHANGED, () => ({ version: 5 }))).toEqual([]);
  expect(outdated(CHANGED, () => ({ version: 4 }))).toEqual([['customer', 'customers', '1']]);
  expect(outdated(CHANGED, () => undefined)).toEqual([['customer', 'customers', '1']]);
});

test('an entry makes its customer old, and the timelines of contacts', () => {
  const call = { ...CHANGED, thing: 'interaction', id: '9', watch: 'customer:1' };
  expect(outdated(call, () => undefined)).toEqual([
    ['customer', 'interactions'],
    ['customer', 'customers', '1'],
  ]);
});

test('what a contact said about being contacted makes its consents old', () => {
  const said = { ...CHANGED, thing: 'contact-preference', id: '9', watch: 'contact:1' };
  expect(outdated(said, () => undefined)).toEqual([
    ['customer', 'consents'],
    ['customer', 'contacts', '1'],
  ]);
});

test('many changes of one record load it once', () => {
  const queries = new QueryClient();
  const loaded = vi.spyOn(queries, 'invalidateQueries');
  const take = newsTaker(queries);
  for (let version = 1; version < 50; version++) take({ ...CHANGED, version });
  vi.runAllTimers();
  expect(loaded).toHaveBeenCalledTimes(1);
});

test('the inbox counts up at once', () => {
  const queries = new QueryClient();
  newsTaker(queries)({ event: 'inbox', item_id: '1', version: 1, unread: 7 });
  expect(queries.getQueryData(UNREAD)).toEqual({ unread: 7 });
});

test('a reset makes everything old but the session', () => {
  const queries = new QueryClient();
  queries.setQueryData(['session'], {});
  queries.setQueryData(['customer', 'customers', '1'], {});
  newsTaker(queries)({ event: 'reset', reason: 'too-long-ago' });
  expect(queries.getQueryState(['session'])?.isInvalidated).toBe(false);
  expect(queries.getQueryState(['customer', 'customers', '1'])?.isInvalidated).toBe(true);
});

test('what a newer gateway says besides is passed over', () => {
  expect(newsOf('weather', '{}')).toBeUndefined();
  expect(newsOf('end', '{"reason":"deactivated"}')).toEqual({ event: 'end', reason: 'deactivated' });
});
