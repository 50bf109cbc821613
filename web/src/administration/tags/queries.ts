import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { useMay } from '../../session/session';
import { every } from '../shared/every';
import type { Changes } from '../shared/useEdit';

export type Tag = Schemas['customer_TagRead'];

export const TAGS = ['customer', 'tags'];
export const LISTS = ['customer', 'customers'];

export const useTagList = () =>
  useQuery({
    queryKey: [...TAGS, 'administered'],
    queryFn: () => every((query) => data(api.GET('/api/customer/tags', { params: { query } }))),
  });

async function countTagged(id: string): Promise<number> {
  const filter = JSON.stringify({ field: 'tags', op: 'has_any', value: [id] });
  const query = { filter, limit: 1, total: true };
  return (await data(api.GET('/api/customer/customers', { params: { query } }))).total ?? 0;
}

/** How many customers have a tag, as far as whoever looks may see them. */
export function useTagged(id: string) {
  const may = useMay('customer.read');
  return useQuery({ queryKey: [...TAGS, 'used', id], enabled: may, queryFn: () => countTagged(id) });
}

const path = (id: string) => ({ path: { tag_id: id } });

export const loadTag = (id: string) => data(api.GET('/api/customer/tags/{tag_id}', { params: path(id) }));

export const createTag = (values: Changes) =>
  // as: from the form, which has these fields
  data(api.POST('/api/customer/tags', { body: values as Schemas['customer_TagCreate'] }));

export const updateTag = (id: string, version: number, changes: Changes) =>
  data(
    api.PATCH('/api/customer/tags/{tag_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body: changes, // from the form, which has these fields
    }),
  );

export const deleteTag = (id: string) => api.DELETE('/api/customer/tags/{tag_id}', { params: path(id) });

export const mergeTag = (id: string, into: string) =>
  api.POST('/api/customer/tags/{tag_id}/merge', { params: path(id), body: { into_id: into } });

const TURNS = 30;

/** Waits until nobody has a tag any more, as long as that is likely to happen. */
export async function untilUnused(count: () => Promise<number>, pause = 1000): Promise<void> {
  for (let turn = 0; turn < TURNS && (await count()) > 0; turn++) {
    await new Promise((done) => setTimeout(done, pause));
  }
}

/** A merged tag is taken off its customers after the answer: then the other one's count is right. */
export function useFollowMerge(id: string): () => void {
  const queries = useQueryClient();
  return () =>
    void untilUnused(() => countTagged(id)).then(
      () =>
        Promise.all([[...TAGS, 'used'], LISTS].map((queryKey) => queries.invalidateQueries({ queryKey }))),
      () => undefined, // whoever comes back sees what there is
    );
}
