/** Rows of loaded lists: a record that changed elsewhere is loaded once and shown wherever it stands. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { api, data } from '../../api/client';
import { queriesOf } from './keys';
import type { RecordNews } from './news';

interface Row {
  id: string;
  version: number;
}

/** Where lists stand among the queries of an object. */
const LISTS = new Set<unknown>(['list', 'latest']);

const LOADERS: Readonly<Record<string, (id: string) => Promise<Row>>> = {
  customer: (id) =>
    data(api.GET('/api/customer/customers/{customer_id}', { params: { path: { customer_id: id } } })),
  contact: (id) =>
    data(api.GET('/api/customer/contacts/{contact_id}', { params: { path: { contact_id: id } } })),
  lead: (id) => data(api.GET('/api/sales/leads/{lead_id}', { params: { path: { lead_id: id } } })),
  opportunity: (id) =>
    data(api.GET('/api/sales/opportunities/{opportunity_id}', { params: { path: { opportunity_id: id } } })),
  quote: (id) => data(api.GET('/api/sales/quotes/{quote_id}', { params: { path: { quote_id: id } } })),
  contract: (id) =>
    data(api.GET('/api/sales/contracts/{contract_id}', { params: { path: { contract_id: id } } })),
  order: (id) => data(api.GET('/api/sales/orders/{order_id}', { params: { path: { order_id: id } } })),
  invoice: (id) =>
    data(api.GET('/api/sales/invoices/{invoice_id}', { params: { path: { invoice_id: id } } })),
  payment: (id) =>
    data(api.GET('/api/sales/payments/{payment_id}', { params: { path: { payment_id: id } } })),
};

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && 'id' in value && 'version' in value;

/** A list's data with a row replaced; the same data when it does not stand there or is not older. */
export function withRow(known: unknown, row: Row): unknown {
  if (Array.isArray(known)) {
    const next = known.map((one: unknown) => withRow(one, row));
    return next.some((one, at) => one !== known[at]) ? next : known;
  }
  if (isRow(known)) return known.id === row.id && known.version < row.version ? row : known;
  if (typeof known !== 'object' || known === null) return known;
  const held = known as Readonly<Record<string, unknown>>; // an object that is no row: a page, or the pages
  for (const name of ['pages', 'items']) {
    if (!(name in held)) continue;
    const next = withRow(held[name], row);
    return next === held[name] ? known : { ...held, [name]: next };
  }
  return known;
}

/** The lists in which a record stands in an older version than the news are of. */
function holding(queries: QueryClient, news: RecordNews): QueryKey[] {
  const newer: Row = { id: news.id, version: news.version };
  return queries
    .getQueriesData({ queryKey: queriesOf(news.thing), predicate: (one) => LISTS.has(one.queryKey[2]) })
    .filter(([, known]) => withRow(known, newer) !== known)
    .map(([key]) => key);
}

export async function refreshRow(queries: QueryClient, news: RecordNews): Promise<void> {
  const lists = holding(queries, news);
  const load = LOADERS[news.thing];
  if (lists.length === 0 || !load) return;
  try {
    const row = await load(news.id);
    for (const key of lists) queries.setQueryData(key, (known: unknown) => withRow(known, row));
  } catch {
    // Deleted, or not to be read any more: then the lists say what there is.
    for (const queryKey of lists) void queries.invalidateQueries({ queryKey });
  }
}
