/** The records of a list as far as they were scrolled to, page by page; one place that knows their cache. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
} from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { ObjectDescription, Page, RecordShown } from '../records/description';
import type { Shown } from './address';

const FIRST = 50; // what a screen shows, so that it paints at once
const FURTHER = 200;

export type Narrowed = Pick<Shown, 'filter' | 'q' | 'sort' | 'deleted'>;

export const listKey = (list: string): string[] => [...list.split('.'), 'list'];

export interface Records<R> {
  records: readonly R[];
  total?: number;
  capped: boolean;
  /** Nothing to show yet. */
  pending: boolean;
  /** What is shown is still that of the last question. */
  old: boolean;
  error: Error | null;
  more: boolean;
  /** The next page could not be loaded. */
  broken: boolean;
  loadMore: () => void;
  reload: () => void;
}

export function useRecords<R extends RecordShown>(
  description: ObjectDescription<R>,
  { filter, q, sort, deleted }: Narrowed,
  ready: boolean,
): Records<R> {
  const asked = {
    filter: filter || undefined,
    q: q || undefined,
    sort: sort || undefined,
    deleted: deleted || undefined,
  };
  const found = useInfiniteQuery({
    queryKey: [...listKey(description.list), asked],
    queryFn: ({ pageParam: after }) =>
      description.load({ ...asked, after, limit: after ? FURTHER : FIRST, total: after === undefined }),
    initialPageParam: undefined as string | undefined, // the type of all the others
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false, // it would load every page anew that was ever scrolled to
    enabled: ready,
  });
  const { fetchNextPage, isFetchingNextPage, refetch } = found;
  const pages = found.data?.pages;
  const records = useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]);
  return {
    records,
    total: pages?.[0]?.total ?? undefined,
    capped: pages?.[0]?.total_capped ?? false,
    pending: found.isPending,
    old: found.isPlaceholderData,
    error: pages ? null : found.error,
    more: found.hasNextPage && !found.isFetchNextPageError,
    broken: found.isFetchNextPageError,
    loadMore: useCallback(() => {
      if (!isFetchingNextPage) void fetchNextPage();
    }, [fetchNextPage, isFetchingNextPage]),
    reload: useCallback(() => void refetch(), [refetch]),
  };
}

/** Show a record in every loaded list of its kind as it is now; its place stays until the list is reloaded. */
export function putRecord(queries: QueryClient, list: string, record: RecordShown): void {
  queries.setQueriesData<InfiniteData<Page<RecordShown>>>({ queryKey: listKey(list) }, (data) => {
    const holds = (page: Page<RecordShown>) => page.items.some((one) => one.id === record.id);
    if (!data?.pages.some(holds)) return data;
    const put = (one: RecordShown) => (one.id === record.id ? record : one);
    return {
      ...data,
      pages: data.pages.map((page) => (holds(page) ? { ...page, items: page.items.map(put) } : page)),
    };
  });
}

export function usePutRecord(list: string): (record: RecordShown) => void {
  const queries = useQueryClient();
  return useCallback((record) => putRecord(queries, list, record), [queries, list]);
}
