/** The trail, and whether it is whole. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { writeCondition, type Leaf } from '../../ui/filters/condition';
import { useLines } from '../shared/useLines';

export type Entry = Schemas['identity_EntryRead'];
export type Verification = Schemas['identity_VerificationRead'];

export const VERIFICATIONS = ['identity', 'audit', 'verifications'];
const PAGE = 100;
const SOON = 1_000;

/** As the address has them. */
export const FILTERS = [
  'actor',
  'on_behalf_of',
  'service',
  'thing',
  'record_id',
  'kind',
  'cause_id',
  'address',
  'since',
  'until',
] as const;
export type Filter = (typeof FILTERS)[number];
export type Asked = Readonly<Record<Filter, string>>;

export function useTrail(asked: Asked) {
  const given = Object.fromEntries(FILTERS.map((name) => [name, asked[name] || undefined]));
  return useLines(['identity', 'audit', 'trail', given], (after) => {
    const query = { ...given, after, limit: PAGE };
    return data(api.GET('/api/identity/audit', { params: { query } }));
  });
}

/** The same as a condition, which is what a file of the trail is made from. */
export function conditionOf(asked: Asked): string | undefined {
  const leaves = FILTERS.filter((name) => asked[name]).map((name): Leaf => {
    const value = asked[name];
    if (name === 'since') return { field: 'at', op: 'ge', value };
    if (name === 'until') return { field: 'at', op: 'lt', value };
    return { field: name, op: 'eq', value };
  });
  return writeCondition(leaves.length > 0 ? { all: leaves } : null);
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
