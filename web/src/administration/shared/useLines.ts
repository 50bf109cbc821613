/** The lines of a long list, page by page. */
import { keepPreviousData, useInfiniteQuery, type QueryKey } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Page } from '../../ui/records/description';

export interface Lines<T> {
  lines: readonly T[];
  total?: number;
  pending: boolean;
  error: Error | null;
  more: boolean;
  loading: boolean;
  loadMore: () => void;
  reload: () => void;
}

export function useLines<T>(key: QueryKey, load: (after?: string) => Promise<Page<T>>): Lines<T> {
  const found = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: undefined as string | undefined, // the type of all the others
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const pages = found.data?.pages;
  return {
    lines: useMemo(() => pages?.flatMap((page) => page.items) ?? [], [pages]),
    total: pages?.[0]?.total ?? undefined,
    pending: found.isPending,
    error: pages ? null : found.error,
    more: found.hasNextPage,
    loading: found.isFetchingNextPage,
    loadMore: () => {
      if (!found.isFetchingNextPage) void found.fetchNextPage();
    },
    reload: () => void found.refetch(),
  };
}
