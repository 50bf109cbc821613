import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { api } from '../../api/client';
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

test('a deal makes the view of everything of its customer old, and nothing else of the customer', () => {
  const deal = { ...CHANGED, thing: 'opportunity', id: '9', watch: 'customer:1' };
  expect(outdated(deal, () => undefined)).toEqual([
    ['sales', 'opportunities', '9'],
    ['customer', 'customers', '1', 'overview'],
  ]);
});

test('a shipment makes its order old, and a payment the invoices it is for', () => {
  const shipment = { ...CHANGED, thing: 'shipment', id: '9', watch: 'order:1' };
  expect(outdated(shipment, () => undefined)).toEqual([
    ['sales', 'shipments'],
    ['sales', 'orders', '1'],
  ]);
  const payment = { ...shipment, thing: 'payment', watch: 'invoice:1' };
  expect(outdated(payment, () => undefined)[0]).toEqual(['sales', 'invoices']);
});

test('what an invoice or a payment changes of an order is old, whichever of them the news were watched by', () => {
  for (const thing of ['invoice', 'credit-note', 'payment'])
    expect(outdated({ ...CHANGED, thing, id: '9', watch: 'invoice:9' }, () => undefined)).toContainEqual([
      'sales',
      'orders',
    ]);
});

test('lists are not loaded anew as a whole: their rows follow', () => {
  const queries = new QueryClient();
  for (const key of ['list', 'of']) queries.setQueryData(['sales', 'invoices', key], {});
  newsTaker(queries)({ ...CHANGED, thing: 'invoice', watch: 'order:1' });
  vi.advanceTimersByTime(200);
  expect(queries.getQueryState(['sales', 'invoices', 'list'])?.isInvalidated).toBe(false);
  expect(queries.getQueryState(['sales', 'invoices', 'of'])?.isInvalidated).toBe(true);
});

test('the row of an order follows what becomes of its parts', async () => {
  const queries = new QueryClient();
  const key = ['sales', 'orders', 'list'];
  queries.setQueryData(key, { items: [{ id: '1', version: 3, payment: 'none' }] });
  const row = { id: '1', version: 4, payment: 'partial' };
  const answer = { data: row, response: new Response() };
  const asked = vi.spyOn(api, 'GET').mockResolvedValue(answer as never); // as: what of it rows use
  const take = newsTaker(queries);
  take({ ...CHANGED, thing: 'payment', id: '9', version: 1, watch: 'order:1' });
  take({ ...CHANGED, thing: 'invoice', id: '8', version: 2, watch: 'order:1' });
  take({ ...CHANGED, thing: 'order', id: '1', version: 3, watch: 'order:1' });
  await vi.advanceTimersByTimeAsync(200);
  expect(queries.getQueryData(key)).toEqual({ items: [row] });
  expect(asked).toHaveBeenCalledOnce();
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
