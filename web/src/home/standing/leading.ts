/** Whose home shows a team: that of somebody who sees others' deals and may give them to others. */
import type { Me } from '../../session/session';

const SALES = ['opportunity.read', 'lead.read', 'quote.read'];

export const sells = ({ permissions }: Pick<Me, 'permissions'>): boolean =>
  SALES.some((one) => permissions[one] !== undefined);

export function leads({ permissions }: Pick<Me, 'permissions'>): boolean {
  const reads = permissions['opportunity.read'];
  const gives = permissions['opportunity.assign'];
  if (reads === 'team') return gives !== undefined && gives !== 'own';
  return reads === 'subtree' || reads === 'all';
}
