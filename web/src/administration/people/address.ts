/** Addresses of the list of people, narrowed in the words of its filter. */
import type { Condition } from '../../ui/filters/condition';
import { inFilter, type Former } from '../shared/former';

/** Asks who holds a role, or who is in a team. */
export const holding = (field: 'role_ids' | 'team_ids', id: string): Condition => ({
  field,
  op: 'has_any',
  value: [id],
});

/** The list of those who hold a role. */
export const peopleWithRole = (id: string): string =>
  `/administration/people?${new URLSearchParams({ filter: JSON.stringify(holding('role_ids', id)) }).toString()}`;

/** How such addresses were written before the list had a filter. */
const FORMER: Former = {
  role: (id) => holding('role_ids', id),
  team: (id) => holding('team_ids', id),
  active: (value) => ({ field: 'active', op: 'eq', value: value === 'yes' }),
};

/** A former address as it is written now; null when it is. */
export const translated = (address: URLSearchParams) => inFilter(address, FORMER);
