/** The set-up of a new installation, in the order of a roll-out; what is done is told from what there really is. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import { keepPreference, usePreference } from '../session/preferences';
import { useMe, type Me } from '../session/session';

export const STEPS = [
  'organisation',
  'teams',
  'people',
  'roles',
  'fields',
  'customers',
  'secondFactor',
] as const;
export type Step = (typeof STEPS)[number];
export type State = 'done' | 'skipped' | 'open';
export type States = Readonly<Record<Step, State>>;

/** Whoever may do all of this is who sets up. */
export const NEEDED = [
  'organisation.update',
  'team.manage',
  'user.manage',
  'role.manage',
  'custom_field.manage',
  'customer.import',
];
const KEY = 'first_steps';
const OVER = 'over';

/** What the steps are told from. */
export interface Seen {
  organisationVersion: number;
  teams: number;
  people: readonly { id: string; role_ids: readonly string[] }[];
  me: string;
  fields: number;
  customers: number;
  secondFactor: boolean;
}

export function doneOf(seen: Seen): Readonly<Record<Step, boolean>> {
  const others = seen.people.filter((one) => one.id !== seen.me);
  return {
    organisation: seen.organisationVersion > 1,
    teams: seen.teams > 0,
    people: others.length > 0,
    roles: others.some((one) => one.role_ids.length > 0),
    fields: seen.fields > 0,
    customers: seen.customers > 0,
    secondFactor: seen.secondFactor,
  };
}

/** What somebody left out, of what is kept for them. */
export function skippedOf(kept: unknown): Step[] {
  if (typeof kept !== 'object' || kept === null || !('skipped' in kept)) return [];
  const { skipped } = kept;
  return Array.isArray(skipped) ? STEPS.filter((one) => skipped.includes(one)) : [];
}

/** The first step after this one that is open, else the first open one; undefined when none is. */
export function nextOf(states: States, after?: Step): Step | undefined {
  const from = after === undefined ? 0 : STEPS.indexOf(after) + 1;
  return [...STEPS.slice(from), ...STEPS].find((one) => states[one] === 'open');
}

async function look(me: Me) {
  const query = { limit: 1 };
  const [teams, people, fields, customers] = await Promise.all([
    data(api.GET('/api/identity/teams', { params: { query } })),
    data(api.GET('/api/identity/users', { params: { query: { limit: 50 } } })),
    data(api.GET('/api/customer/custom-fields', { params: { query } })),
    data(api.GET('/api/customer/customers', { params: { query } })),
  ]);
  return doneOf({
    organisationVersion: me.organisation.version,
    teams: teams.items.length,
    people: people.items,
    me: me.id,
    fields: fields.items.length,
    customers: customers.items.length,
    secondFactor: me.second_factor,
  });
}

interface SetUp {
  /** It was begun and is not over: what leads away from it leads back. */
  begun: boolean;
  /** It has not been begun, or is not over. */
  due: boolean;
}

/** Where somebody stands with it; nobody else is concerned than those who may do all of it. */
export function useSetUp(): SetUp {
  const me = useMe();
  const kept = usePreference(KEY);
  const due = NEEDED.every((one) => one in me.permissions) && kept !== undefined && kept !== OVER;
  return { due, begun: due && kept !== null };
}

/** How far each step is. */
export function useSteps(wanted: boolean) {
  const me = useMe();
  const skipped = skippedOf(usePreference(KEY));
  const found = useQuery({
    queryKey: ['set-up', me.organisation.version, me.second_factor],
    queryFn: () => look(me),
    enabled: wanted,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const stateOf = (step: Step): State => {
    if (found.data?.[step]) return 'done';
    return skipped.includes(step) ? 'skipped' : 'open';
  };
  const states = found.data && (Object.fromEntries(STEPS.map((one) => [one, stateOf(one)])) as States); // as: of all steps
  return { states, skipped, error: found.error, reload: found.refetch };
}

/** Where the page stands after the last step. */
export const FINISHED = 'finished';

export const beginSetUp = () => keepPreference(KEY, { skipped: [] });
export const skip = (skipped: readonly Step[]) => keepPreference(KEY, { skipped });
export const endSetUp = () => keepPreference(KEY, OVER);
