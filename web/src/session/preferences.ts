/** What a person's screens remember for them, in every browser: any JSON under a key. */
import { useQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import { queries } from '../app/queries';

const KEY = ['identity', 'preferences'];
type Kept = Readonly<Record<string, unknown>>;

async function load(): Promise<Kept> {
  const all = await data(api.GET('/api/identity/me/preferences'));
  return Object.fromEntries(all.map((one) => [one.key, one.value]));
}

/** What is kept under a key; undefined while that is not known, null when there is nothing. */
export function usePreference(key: string): unknown {
  const kept = useQuery({ queryKey: KEY, queryFn: load, staleTime: Infinity });
  return kept.data && (kept.data[key] ?? null);
}

/** Keep it: shown at once, taken back when the service refuses. */
export async function keepPreference(key: string, value: unknown): Promise<void> {
  const before = queries.getQueryData<Kept>(KEY);
  if (before) queries.setQueryData<Kept>(KEY, { ...before, [key]: value });
  try {
    await data(api.PUT('/api/identity/me/preferences/{key}', { params: { path: { key } }, body: { value } }));
  } catch (error) {
    queries.setQueryData(KEY, before);
    throw error;
  }
}
