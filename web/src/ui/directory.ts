/** Colleagues and teams by their ids, for everything that shows or chooses one. Loaded once, kept fresh. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';

export type Colleague = Schemas['identity_ColleagueRead'];
export type Team = Schemas['identity_TeamRead'];

const PAGE = 200;

async function every<T>(
  page: (after?: string) => Promise<{ items: T[]; next?: string | null }>,
): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await page(after);
    found.push(...items);
    if (!next) return found;
    after = next;
  }
}

export const COLLEAGUES = ['identity', 'directory'];
export const TEAMS = ['identity', 'teams', 'all'];

export const colleagues = queryOptions({
  queryKey: COLLEAGUES,
  staleTime: 300_000,
  queryFn: async () => {
    const all = await every((after) =>
      data(api.GET('/api/identity/directory', { params: { query: { limit: PAGE, after } } })),
    );
    return new Map(all.map((one) => [one.id, one]));
  },
});

export const teams = queryOptions({
  queryKey: TEAMS,
  staleTime: 300_000,
  queryFn: async () => {
    const all = await every((after) =>
      data(api.GET('/api/identity/teams', { params: { query: { limit: PAGE, after } } })),
    );
    return new Map(all.map((one) => [one.id, one]));
  },
});

export function useColleagues(): ReadonlyMap<string, Colleague> {
  return useQuery(colleagues).data ?? NOBODY;
}

export function useTeams(): ReadonlyMap<string, Team> {
  return useQuery(teams).data ?? NO_TEAMS;
}

const NOBODY: ReadonlyMap<string, Colleague> = new Map();
const NO_TEAMS: ReadonlyMap<string, Team> = new Map();
