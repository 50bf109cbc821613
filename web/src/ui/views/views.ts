/** Saved views of a list: one's own, and those that others share. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { useMay, useMe } from '../../session/session';

export type SavedView = Schemas['identity_ViewRead'];
type Changes = Schemas['identity_ViewUpdate'];
export type NewView = Pick<SavedView, 'name' | 'condition' | 'columns' | 'sort' | 'shared'>;

const MOST = 200;

export const viewsKey = (list: string): string[] => ['identity', 'views', list];

export function useViews(list: string) {
  return useQuery({
    queryKey: viewsKey(list),
    staleTime: 60_000,
    queryFn: async () => {
      const query = { object: list, limit: MOST };
      return (await data(api.GET('/api/identity/views', { params: { query } }))).items;
    },
  });
}

/** Saves, changes and removes views; the list of them follows at once. */
export function useViewChanges(list: string) {
  const queries = useQueryClient();
  const show = (change: (views: SavedView[]) => SavedView[]) =>
    queries.setQueryData<SavedView[]>(viewsKey(list), (views) => change(views ?? []));
  const onSettled = () => queries.invalidateQueries({ queryKey: viewsKey(list) });
  const create = useMutation({
    mutationFn: (view: NewView) => data(api.POST('/api/identity/views', { body: { ...view, object: list } })),
    onSuccess: (made) => void show((views) => [...views, made]),
    onSettled,
  });
  const change = useMutation({
    mutationFn: ({ view, changes }: { view: SavedView; changes: Changes }) => {
      const params = { path: { view_id: view.id }, header: { 'if-match': `"${view.version}"` } };
      return data(api.PATCH('/api/identity/views/{view_id}', { params, body: changes }));
    },
    onSuccess: (made) => void show((views) => views.map((one) => (one.id === made.id ? made : one))),
    onSettled,
  });
  const remove = useMutation({
    mutationFn: (view: SavedView) =>
      api.DELETE('/api/identity/views/{view_id}', { params: { path: { view_id: view.id } } }),
    onSuccess: (_, removed) => void show((views) => views.filter((one) => one.id !== removed.id)),
    onSettled,
  });
  return { create, change, remove };
}

/** Whether somebody may change a view: their own, and a shared one with `view.share`. */
export function useMayChange(view: SavedView): boolean {
  const me = useMe();
  const share = useMay('view.share');
  return view.owner_id === me.id || share;
}

/** One's own before those of others, each by name as the API sorts them. */
export function ordered(views: readonly SavedView[], mine: string): SavedView[] {
  return [...views.filter((one) => one.owner_id === mine), ...views.filter((one) => one.owner_id !== mine)];
}
