/** The inbox's items: loading, reading, and what each one says and opens. */
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { queries } from '../app/queries';
import { INBOX, UNREAD } from './keys';

export type Item = Schemas['notifications_InboxItemRead'];
export type Unread = Schemas['notifications_Unread'];
type Inbox = Schemas['notifications_Inbox'];
type Pages = InfiniteData<Inbox, string | undefined>;

const PAGE = 50;
const ONLY_UNREAD = JSON.stringify({ field: 'read', op: 'eq', value: false });

export function useInbox(onlyUnread: boolean) {
  return useInfiniteQuery({
    queryKey: [...INBOX, { onlyUnread }],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam }) => {
      const query = { limit: PAGE, after: pageParam, filter: onlyUnread ? ONLY_UNREAD : undefined };
      const page = await data(api.GET('/api/notifications/inbox', { params: { query } }));
      if (pageParam === undefined) queries.setQueryData<Unread>(UNREAD, { unread: page.unread });
      return page;
    },
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

export const loadItem = (id: string): Promise<Item> =>
  data(api.GET('/api/notifications/inbox/{item_id}', { params: { path: { item_id: id } } }));

/** Items stay where they are when they are read, also among the unread: nothing jumps. */
function change(edit: (item: Item) => Item): void {
  queries.setQueriesData<Pages>(
    { queryKey: INBOX },
    (known) =>
      known && {
        ...known,
        pages: known.pages.map((page) => ({ ...page, items: page.items.map(edit) })),
      },
  );
}

function count(by: number): void {
  queries.setQueryData<Unread>(UNREAD, (known) => known && { unread: Math.max(0, known.unread + by) });
}

/** Shown at once; taken back when the service refuses. */
export async function markRead(item: Item, read: boolean): Promise<void> {
  if (read === (item.read_at !== null)) return;
  const put = (one: Item) => change((other) => (other.id === one.id ? one : other));
  put({ ...item, read_at: read ? new Date().toISOString() : null });
  count(read ? -1 : 1);
  const params = { path: { item_id: item.id } };
  try {
    put(
      await data(
        read
          ? api.POST('/api/notifications/inbox/{item_id}/read', { params })
          : api.POST('/api/notifications/inbox/{item_id}/unread', { params }),
      ),
    );
  } catch (error) {
    put(item);
    count(read ? 1 : -1);
    throw error;
  }
}

/** Everything up to the first item shown: what came meanwhile has not been seen. */
export async function markAllRead(before: string): Promise<void> {
  const left = await data(api.POST('/api/notifications/inbox/read-all', { body: { before } }));
  queries.setQueryData<Unread>(UNREAD, left);
  const now = new Date().toISOString();
  change((item) => (item.updated_at <= before ? { ...item, read_at: item.read_at ?? now } : item));
}
