/** The managed list of tags; loaded once, shared by everything that shows or chooses one. */
import { useQuery } from '@tanstack/react-query';
import { api, data } from '../../api/client';
import type { Tag } from './values';

export const TAGS = ['customer', 'tags', 'all'];
const PAGE = 200;
const NONE: ReadonlyMap<string, Tag> = new Map();

async function load(): Promise<ReadonlyMap<string, Tag>> {
  const found = new Map<string, Tag>();
  for (let after: string | undefined; ;) {
    const query = { limit: PAGE, after, sort: 'name' };
    const { items, next } = await data(api.GET('/api/customer/tags', { params: { query } }));
    for (const { id, name, colour } of items) found.set(id, { id, name, colour });
    if (!next) return found;
    after = next;
  }
}

export function useTags(wanted = true): ReadonlyMap<string, Tag> {
  const found = useQuery({ queryKey: TAGS, queryFn: load, staleTime: 300_000, enabled: wanted });
  return found.data ?? NONE;
}
