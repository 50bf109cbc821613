/** The trail's filter in the address. */
import type { Condition, Leaf } from '../../ui/filters/condition';
import { inFilter, type Former } from '../shared/former';

const asking =
  (field: string, op = 'eq') =>
  (value: string): Condition => ({ field, op, value });

/** The API's plain parameters, which the trail's own controls wrote. */
const FORMER: Former = {
  actor: asking('actor'),
  on_behalf_of: asking('on_behalf_of'),
  service: asking('service'),
  thing: asking('thing'),
  record_id: asking('record_id'),
  kind: asking('kind'),
  cause_id: asking('cause_id'),
  address: asking('address'),
  since: asking('at', 'ge'),
  until: asking('at', 'lt'),
};

/** A former address as it is written now; null when it is. */
export const translated = (address: URLSearchParams) => inFilter(address, FORMER);

/** Where the trail shows only the lines that are so. */
export const narrowedTo = (leaf: Omit<Leaf, 'op'>): { search: string } => ({
  search: new URLSearchParams({ filter: JSON.stringify({ ...leaf, op: 'eq' }) }).toString(),
});
