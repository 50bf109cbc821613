/** Who may change a contact: whoever may change a customer it works for; where there is none, who added it. */
import { useMe, type Me } from '../session/session';
import { useReaches } from '../ui/records/may';
import type { Contact, LinkRead } from './queries';

/** Asks whether whoever looks may say what contacts are at a customer. */
export function useMayLink(): (link: LinkRead) => boolean {
  const reaches = useReaches();
  return (link) =>
    reaches('customer.update', { owner_id: link.customer_owner_id, team_id: link.customer_team_id });
}

export function mayChange(
  { customers, created_by }: Pick<Contact, 'customers' | 'created_by'>,
  me: Pick<Me, 'id' | 'permissions'>,
  mayLink: (link: LinkRead) => boolean,
): boolean {
  if (customers.length > 0) return customers.some(mayLink);
  const scope = me.permissions['customer.update'];
  return scope === 'all' || (scope !== undefined && created_by === me.id);
}

export function useMayChange(contact: Contact): boolean {
  return mayChange(contact, useMe(), useMayLink());
}
