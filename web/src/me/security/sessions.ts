/** Where one is signed in, and with what. */
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query';
import { every } from '../../administration/shared/every';
import { api, data, type Schemas } from '../../api/client';
import { queries } from '../../app/queries';

export const SESSIONS = ['identity', 'own-sessions'];
const DEVICES = ['identity', 'own-devices'];
const PAGE = 20;

export type SignedIn = Schemas['identity_SessionRead'];
export type Device = Schemas['identity_DeviceRead'];
interface Page<T> {
  items: T[];
  next?: string | null;
}

function usePages<T>(queryKey: string[], load: (after?: string) => Promise<Page<T>>) {
  return useInfiniteQuery({
    queryKey,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => load(pageParam),
    getNextPageParam: (page: Page<T>) => page.next ?? undefined,
    select: (known: InfiniteData<Page<T>>) => known.pages.flatMap((page) => page.items),
  });
}

export const useOwnSessions = () =>
  usePages<SignedIn>(SESSIONS, (after) =>
    data(api.GET('/api/identity/sessions', { params: { query: { limit: PAGE, after } } })),
  );

export const useOwnDevices = () =>
  usePages<Device>(DEVICES, (after) =>
    data(api.GET('/api/identity/me/devices', { params: { query: { limit: PAGE, after } } })),
  );

export async function endSession(id: string): Promise<void> {
  await data(api.DELETE('/api/identity/sessions/{session_id}', { params: { path: { session_id: id } } }));
  await queries.invalidateQueries({ queryKey: SESSIONS });
}

/** All of them, also those that are not shown. */
export async function endOtherSessions(): Promise<void> {
  try {
    const all = await every((query) => data(api.GET('/api/identity/sessions', { params: { query } })));
    const others = all.filter((one) => !one.current);
    const path = '/api/identity/sessions/{session_id}';
    await Promise.all(
      others.map((one) => data(api.DELETE(path, { params: { path: { session_id: one.id } } }))),
    );
  } finally {
    await queries.invalidateQueries({ queryKey: SESSIONS });
  }
}

/** Its sessions end too. */
export async function forgetDevice(id: string): Promise<void> {
  await data(api.DELETE('/api/identity/me/devices/{device_id}', { params: { path: { device_id: id } } }));
  await queries.invalidateQueries({ queryKey: DEVICES });
  await queries.invalidateQueries({ queryKey: SESSIONS });
}
