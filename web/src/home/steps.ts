/** The first steps of a new installation, in the order of a roll-out, each ticked by what there really is. */
import { useQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import { keepPreference, usePreference } from '../session/preferences';
import { useMe, type Me } from '../session/session';

export const STEPS = ['organisation', 'teams', 'people', 'roles', 'customers'] as const;
export type Step = (typeof STEPS)[number];
export type Done = Readonly<Record<Step, boolean>>;

const KEY = 'first_steps';
const OVER = 'over';
const NEEDED = ['organisation.update', 'team.manage', 'user.manage', 'role.manage'];

/** What the steps are told from. */
export interface Seen {
  organisationVersion: number;
  teams: number;
  people: readonly { id: string; role_ids: readonly string[] }[];
  me: string;
  customers: number;
}

export function doneOf({ organisationVersion, teams, people, me, customers }: Seen): Done {
  const others = people.filter((one) => one.id !== me);
  return {
    organisation: organisationVersion > 1,
    teams: teams > 0,
    people: others.length > 0,
    roles: others.some((one) => one.role_ids.length > 0),
    customers: customers > 0,
  };
}

const isOver = (done: Done) => STEPS.every((step) => done[step]);

async function look(me: Me): Promise<Done> {
  const [teams, people, customers] = await Promise.all([
    data(api.GET('/api/identity/teams', { params: { query: { limit: 1 } } })),
    data(api.GET('/api/identity/users', { params: { query: { limit: 50 } } })),
    data(api.GET('/api/customer/customers', { params: { query: { limit: 1 } } })),
  ]);
  const done = doneOf({
    organisationVersion: me.organisation.version,
    teams: teams.items.length,
    people: people.items,
    me: me.id,
    customers: customers.items.length,
  });
  if (isOver(done)) await endSteps(); // looked at no more
  return done;
}

/** What is done; undefined for whom it does not concern, and when it is over. */
export function useFirstSteps(): Done | undefined {
  const me = useMe();
  const kept = usePreference(KEY);
  const concerned = NEEDED.every((one) => one in me.permissions) && kept !== undefined && kept !== OVER;
  const found = useQuery({
    queryKey: ['home', 'first-steps', me.organisation.version],
    queryFn: () => look(me),
    enabled: concerned,
    staleTime: 0,
  });
  return concerned ? found.data : undefined;
}

export const endSteps = () => keepPreference(KEY, OVER);
