/** A timeline from the service, and what people write into it: shown at once, put right when the answer comes. */
import {
  useInfiniteQuery,
  useMutation,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { useMe } from '../session/session';
import { without } from './drafts';
import { conditionOf, shows, type Entry, type EntryCreate, type EntryUpdate, type Filters } from './filters';

type Page = Schemas['customer_Page_InteractionRead_'];
type Pages = InfiniteData<Page, string | undefined>;

/** Whose timeline: a customer's, or what a contact took part in at every customer. */
export type About = { customerId: string } | { contactId: string };

const LIMIT = 50;
const NEW = 'new:';

export const timelineKey = (about: About) =>
  'customerId' in about
    ? ['customer', 'customers', about.customerId, 'timeline']
    : ['customer', 'interactions', 'of-contact', about.contactId];

/** It was written here and the service has not kept it yet. */
export const isPending = (entry: Entry): boolean => entry.id.startsWith(NEW);

async function load(about: About, filters: Filters, after: string | undefined): Promise<Page> {
  if ('customerId' in about) {
    const query = { limit: LIMIT, after, filter: conditionOf(filters) };
    const params = { path: { customer_id: about.customerId }, query };
    return data(api.GET('/api/customer/customers/{customer_id}/timeline', { params }));
  }
  const query = { limit: LIMIT, after, filter: conditionOf({ ...filters, contact: about.contactId }) };
  return data(api.GET('/api/customer/interactions', { params: { query } }));
}

export function useTimeline(about: About, filters: Filters) {
  return useInfiniteQuery({
    queryKey: [...timelineKey(about), filters],
    queryFn: ({ pageParam }) => load(about, filters, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

type Kept = [readonly unknown[], Pages | undefined][];

/** Change every shown version of a timeline, and tell how it was. */
async function rewrite(
  queries: QueryClient,
  about: About,
  change: (items: Entry[], filters: Filters, first: boolean) => Entry[],
): Promise<Kept> {
  const queryKey = timelineKey(about);
  await queries.cancelQueries({ queryKey });
  const kept = queries.getQueriesData<Pages>({ queryKey });
  for (const [key, pages] of kept) {
    const filters = key.at(-1) as Filters; // as useTimeline makes its keys
    const changed = pages?.pages.map((page, at) => ({
      ...page,
      items: change(page.items, filters, at === 0),
    }));
    if (pages && changed) queries.setQueryData<Pages>(key, { ...pages, pages: changed });
  }
  return kept;
}

function putBack(queries: QueryClient, kept: Kept | undefined): void {
  for (const [key, pages] of kept ?? []) queries.setQueryData(key, pages);
}

const newestFirst = (one: Entry, other: Entry) => Date.parse(other.occurred_at) - Date.parse(one.occurred_at);

/** What follows from any change of a timeline: the customer's last contact too. */
function settled(queries: QueryClient, about: About, customerId: string): Promise<unknown> {
  return Promise.all([
    queries.invalidateQueries({ queryKey: timelineKey(about) }),
    queries.invalidateQueries({ queryKey: timelineKey({ customerId }) }),
    queries.invalidateQueries({ queryKey: ['customer', 'customers', customerId], exact: true }),
  ]);
}

export function useRecord(about: About) {
  const queries = useQueryClient();
  const me = useMe();
  return useMutation({
    mutationFn: (body: EntryCreate) =>
      data(api.POST('/api/customer/interactions', { body: without(body, me.masked) })),
    onMutate: (body) => {
      const entry = shownBefore(body, me.id);
      return rewrite(queries, about, (items, filters, first) =>
        first && shows(filters, entry) ? [entry, ...items].sort(newestFirst) : items,
      );
    },
    onError: (_error, _body, kept) => putBack(queries, kept),
    onSettled: (_entry, _error, body) => settled(queries, about, body.customer_id),
  });
}

function shownBefore(body: EntryCreate, me: string): Entry {
  const now = new Date().toISOString();
  return {
    summary: null,
    contact_id: null,
    duration_seconds: null,
    follow_up: null,
    follow_up_on: null,
    ...body,
    direction: body.direction,
    participants: body.participants ?? [],
    id: NEW + crypto.randomUUID(),
    version: 1,
    created_at: now,
    updated_at: now,
    kind: 'noted',
    params: {},
    recorded_by: me,
  };
}

export interface Correction {
  entry: Entry;
  changes: EntryUpdate;
}

export function useCorrect(about: About) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ entry, changes }: Correction) =>
      data(
        api.PATCH('/api/customer/interactions/{interaction_id}', {
          params: { path: { interaction_id: entry.id }, header: { 'if-match': `"${entry.version}"` } },
          body: changes,
        }),
      ),
    onMutate: ({ entry, changes }) =>
      rewrite(queries, about, (items) =>
        items.map((one) => (one.id === entry.id ? { ...one, ...changes } : one)).sort(newestFirst),
      ),
    onError: (_error, _correction, kept) => putBack(queries, kept),
    onSettled: (_entry, _error, { entry }) => settled(queries, about, entry.customer_id),
  });
}

export function useRemove(about: About) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (entry: Entry) =>
      api.DELETE('/api/customer/interactions/{interaction_id}', {
        params: { path: { interaction_id: entry.id } },
      }),
    onMutate: (entry) => rewrite(queries, about, (items) => items.filter((one) => one.id !== entry.id)),
    onError: (_error, _entry, kept) => putBack(queries, kept),
    onSettled: (_nothing, _error, entry) => settled(queries, about, entry.customer_id),
  });
}

/** A deleted entry, to be written once more: the service keeps no way back for a single one. */
export function bodyAgain(entry: Entry): EntryCreate {
  const { customer_id, contact_id, direction, occurred_at, summary, duration_seconds } = entry;
  const { follow_up, follow_up_on, participants } = entry;
  const channel = entry.channel as EntryCreate['channel']; // it was made by hand
  return {
    customer_id,
    contact_id,
    channel,
    direction,
    occurred_at,
    summary,
    duration_seconds,
    follow_up,
    follow_up_on,
    participants,
  };
}
