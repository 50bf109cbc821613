/** The trail, and whether it is whole. */
import {
  focusManager,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, data, type Schemas } from '../../api/client';
import { useMay } from '../../session/session';
import { deletedQuery, referenceQuery } from '../../ui/fields/references';
import { writeCondition } from '../../ui/filters/condition';
import { listKey } from '../../ui/list/useRecords';
import type { ListQuery, Page } from '../../ui/records/description';
import { nameIn } from './sentences';

export type Entry = Schemas['identity_EntryRead'];
export type Verification = Schemas['identity_VerificationRead'];

/** An entry as a row: it never changes, so the version is that of its record at the time. */
export interface Line extends Omit<Entry, 'version'> {
  version: number;
  /** What the customer or contact is called now, where the entry does not say it. */
  record_name?: string;
}

export const LIST = 'identity.audit';
export const VERIFICATIONS = ['identity', 'audit', 'verifications'];
const SOON = 1_000;

type Load = (query: ListQuery) => Promise<Page<Line>>;

/** Loads lines, with the names of what they are about for those who may see customers. */
export function useTrail(): Load {
  const client = useQueryClient();
  const may = useMay('customer.read');
  return async ({ limit, after, sort, filter, total }) => {
    const query = { limit, after, sort, filter, total };
    const page = await data(api.GET('/api/identity/audit', { params: { query } }));
    const named = async (entry: Entry): Promise<Line> => {
      const name = may ? await nameNow(client, entry) : undefined;
      return { ...entry, version: entry.version ?? 0, record_name: name };
    };
    return { ...page, items: await Promise.all(page.items.map(named)) };
  };
}

/** Asked for together: most changes are not of the name, and do not say it. */
async function nameNow(client: QueryClient, entry: Entry): Promise<string | undefined> {
  const { service, thing, record_id: id } = entry;
  if (service !== 'customer' || (thing !== 'customer' && thing !== 'contact')) return undefined;
  if (id === null || nameIn(entry) !== null) return undefined;
  try {
    const found = await client.query(referenceQuery(thing, id));
    return (found ?? (await client.query(deletedQuery(thing, id))))?.name;
  } catch {
    return undefined; // a line without the name is better than none
  }
}

/** One line, from the list where it stands there; null: there is none. */
export function useLine(id: string): UseQueryResult<Line | null> {
  const client = useQueryClient();
  const load = useTrail();
  return useQuery({
    queryKey: ['identity', 'audit', 'line', id],
    staleTime: Infinity,
    initialData: () => shownLine(client, id),
    queryFn: async () => {
      const filter = writeCondition({ field: 'id', op: 'eq', value: id });
      return (await load({ limit: 1, filter })).items[0] ?? null;
    },
  });
}

function shownLine(client: QueryClient, id: string): Line | undefined {
  const lists = client.getQueriesData<InfiniteData<Page<Line>>>({ queryKey: listKey(LIST) });
  const shown = lists.flatMap(([, list]) => list?.pages.flatMap((page) => page.items) ?? []);
  return shown.find((one) => one.id === id);
}

/** Nobody tells the page of new lines: whoever comes back to it sees them. */
export function useNewLines(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      focusManager.subscribe((focused) => {
        if (focused) void client.invalidateQueries({ queryKey: listKey(LIST) });
      }),
    [client],
  );
}

export const isOpen = (one: Verification): boolean => one.state === 'queued' || one.state === 'running';

/** The latest ones; asked again soon while one is under way. */
export const useVerifications = () =>
  useQuery({
    queryKey: VERIFICATIONS,
    queryFn: async () => {
      const query = { limit: 10 };
      return (await data(api.GET('/api/identity/audit/verifications', { params: { query } }))).items;
    },
    refetchInterval: (query) => (query.state.data?.some(isOpen) ? SOON : false),
  });

export const verify = () => data(api.POST('/api/identity/audit/verifications'));
