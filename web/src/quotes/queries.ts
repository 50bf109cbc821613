/** Quotes from the service, and what a change of one makes old. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, data, type Schemas } from '../api/client';
import { givenOf, type Given } from '../lines/given';
import { usePaused } from '../ui/fields/references';
import type { ListQuery } from '../ui/records/description';
import { listKey, putRecord } from '../ui/list/useRecords';

/** As lists show it. */
export type Listed = Schemas['sales_QuoteRead'];
export type Quote = Schemas['sales_QuoteFull'];
export type Document = Schemas['sales_DocumentRead'];
export type Sending = Schemas['sales_SendingRead'];

export const QUOTES = ['sales', 'quotes'];
export const quoteKey = (id: string) => [...QUOTES, id];

const path = (id: string) => ({ path: { quote_id: id } });
const PAUSE = 1200; // ms without a change, before a document is made
const SOON = 700; // ms
const AT_WORK: ReadonlySet<string> = new Set(['queued', 'running']);

export const loadQuote = (id: string): Promise<Quote> =>
  data(api.GET('/api/sales/quotes/{quote_id}', { params: path(id) }));

export const useQuote = (id: string) => useQuery({ queryKey: quoteKey(id), queryFn: () => loadQuote(id) });

export const loadQuotes = (query: ListQuery) => data(api.GET('/api/sales/quotes', { params: { query } }));

/** Every version of an offer, the last one first. */
export const useVersions = (number: string) =>
  useQuery({
    queryKey: [...QUOTES, 'versions', number],
    queryFn: () =>
      loadQuotes({ limit: 50, filter: JSON.stringify({ field: 'number', op: 'eq', value: number }) }),
  });

/** What somebody gave of the lines, without what the service made of them. */
function sent(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { lines } = changes;
  return Array.isArray(lines) ? { ...changes, lines: (lines as Given[]).map(givenOf) } : changes; // as: its field
}

export const createQuote = (body: Schemas['sales_QuoteCreate']): Promise<Quote> =>
  data(api.POST('/api/sales/quotes', { body }));

/** Texts that were emptied are empty texts: editors say null. */
const TEXTS: ReadonlySet<string> = new Set(['title', 'addressee', 'intro', 'terms']);

export function updateQuote(
  { id, version }: Pick<Listed, 'id' | 'version'>,
  changes: Record<string, unknown>,
): Promise<Quote> {
  const params = { ...path(id), header: { 'if-match': `"${version}"` } };
  const written = Object.entries(sent(changes)).map(([name, value]) => [
    name,
    TEXTS.has(name) ? (value ?? '') : value,
  ]);
  const body = Object.fromEntries(written) as Schemas['sales_QuoteUpdate']; // as: of its fields
  return data(api.PATCH('/api/sales/quotes/{quote_id}', { params, body }));
}

export const assignQuote = (id: string, body: Schemas['sales_Assignment']): Promise<Quote> =>
  data(api.POST('/api/sales/quotes/{quote_id}/assign', { params: path(id), body }));

export const submitQuote = (id: string, note: string): Promise<Quote> =>
  data(api.POST('/api/sales/quotes/{quote_id}/submit', { params: path(id), body: { note } }));

export const decide = (id: string, decision: 'approve' | 'reject', note: string): Promise<Quote> =>
  decision === 'approve'
    ? data(api.POST('/api/sales/quotes/{quote_id}/approve', { params: path(id), body: { note } }))
    : data(api.POST('/api/sales/quotes/{quote_id}/reject', { params: path(id), body: { note } }));

export const reopenQuote = (id: string): Promise<Quote> =>
  data(api.POST('/api/sales/quotes/{quote_id}/reopen', { params: path(id) }));

export const issueQuote = (id: string): Promise<Schemas['sales_QuoteIssue']> =>
  data(api.POST('/api/sales/quotes/{quote_id}/issue', { params: path(id) }));

export const orderQuote = (id: string) =>
  data(api.POST('/api/sales/quotes/{quote_id}/order', { params: path(id), body: { confirm: false } }));

export const newLink = (id: string) =>
  data(api.POST('/api/sales/quotes/{quote_id}/links', { params: path(id) }));

export const sendingsKey = (id: string) => [...quoteKey(id), 'sendings'];

export const sendQuote = (id: string, body: Schemas['sales_SendingCreate']): Promise<Sending> =>
  data(api.POST('/api/sales/quotes/{quote_id}/sendings', { params: path(id), body }));

/** To whom it was sent; what is on its way to the ledger is looked at again. */
export const useSendings = ({ id, issued_at: issued }: Quote) =>
  useQuery({
    queryKey: sendingsKey(id),
    queryFn: () => data(api.GET('/api/sales/quotes/{quote_id}/sendings', { params: path(id) })),
    enabled: issued !== null,
    refetchInterval: ({ state }) =>
      state.data?.items.some((one) => AT_WORK.has(one.state) || isOnItsWay(one)) ? 2 * PAUSE : false,
  });

/** Whether the ledger is about to tell what became of it; what waits for long is looked at again anyway. */
const isOnItsWay = ({ outcome, created_at: at }: Sending): boolean =>
  outcome === null && Date.now() - Date.parse(at) < 60_000;

export const followQuote = (id: string): Promise<Quote> =>
  data(api.POST('/api/sales/quotes/{quote_id}/versions', { params: path(id) }));

export const withdrawQuote = (id: string, reason: string): Promise<Quote> =>
  data(api.POST('/api/sales/quotes/{quote_id}/withdraw', { params: path(id), body: { reason } }));

export const enterAcceptance = (id: string, body: Schemas['sales_AcceptanceEntered']): Promise<Quote> =>
  data(api.POST('/api/sales/quotes/{quote_id}/accept', { params: path(id), body }));

export const enterDecline = (id: string, reason: string): Promise<Quote> =>
  data(api.POST('/api/sales/quotes/{quote_id}/decline', { params: path(id), body: { reason } }));

export async function deleteQuote(id: string): Promise<void> {
  await api.DELETE('/api/sales/quotes/{quote_id}', { params: path(id) });
}

export const restoreQuote = (id: string): Promise<Quote> =>
  data(api.POST('/api/sales/quotes/{quote_id}/restore', { params: path(id) }));

export const loadHistory = (id: string, after?: string) =>
  data(
    api.GET('/api/sales/quotes/{quote_id}/history', { params: { ...path(id), query: { limit: 50, after } } }),
  );

export const fileOf = (quoteId: string, documentId: string): string =>
  `/api/sales/quotes/${quoteId}/documents/${documentId}/file`;

/** The document of a quote as it stands, made when nobody changes it for a moment; till then the last one. */
export function useDocument({ id, version }: Quote) {
  const paused = usePaused(version, PAUSE);
  const asked = useQuery({
    queryKey: [...quoteKey(id), 'document', paused],
    queryFn: () => data(api.POST('/api/sales/quotes/{quote_id}/documents', { params: path(id) })),
    placeholderData: keepPreviousData,
    staleTime: 300_000,
  });
  const wanted = asked.data?.id;
  const made = useQuery({
    queryKey: [...quoteKey(id), 'document', 'state', wanted],
    queryFn: () =>
      data(
        api.GET('/api/sales/quotes/{quote_id}/documents/{document_id}', {
          params: { path: { quote_id: id, document_id: wanted ?? '' } },
        }),
      ),
    enabled: wanted !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (AT_WORK.has(state.data?.state ?? 'queued') ? SOON : false),
  });
  return { document: made.data, error: asked.error ?? made.error, again: () => void asked.refetch() };
}

/** Shows a quote as it is now on its page and in the lists. */
export function useShowSaved(): (saved: Quote) => void {
  const queries = useQueryClient();
  return useCallback(
    (saved: Quote) => {
      queries.setQueryData(quoteKey(saved.id), saved);
      putRecord(queries, QUOTES.join('.'), saved);
      for (const queryKey of [
        [...quoteKey(saved.id), 'history'],
        [...QUOTES, 'versions'],
      ])
        void queries.invalidateQueries({ queryKey });
    },
    [queries],
  );
}

/** The lists are loaded anew, and what versions there are. */
export function useListed(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    for (const queryKey of [listKey(QUOTES.join('.')), [...QUOTES, 'versions']])
      void queries.invalidateQueries({ queryKey });
  }, [queries]);
}
