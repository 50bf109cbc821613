/** To whom a quote can be sent: the mail addresses of the people at its customer. */
import type { Contact } from '../../contacts/queries';

export interface Reachable {
  contactId: string;
  name: string;
  address: string;
}

/** Everybody's, what somebody is reached by first standing first. */
export const reachable = (people: readonly Pick<Contact, 'id' | 'name' | 'emails'>[]): Reachable[] =>
  people.flatMap(({ id, name, emails = [] }) =>
    [...emails]
      .sort((a, b) => Number(b.primary) - Number(a.primary))
      .map(({ address }) => ({ contactId: id, name, address })),
  );

/** Where the quote goes unless somebody says otherwise: to its contact, or to the only one there is. */
export function firstOf(known: readonly Reachable[], contactId: string | null): string | undefined {
  const first = known.find((one) => one.contactId === contactId);
  return (first ?? (known.length === 1 ? known[0] : undefined))?.address;
}

/** Whose address it is; null: nobody's that is known, so the customer's. */
export function whose(known: readonly Reachable[], address: string, contactId: string | null): string | null {
  const typed = address.trim().toLowerCase();
  const owners = known.filter((one) => one.address.toLowerCase() === typed).map((one) => one.contactId);
  return owners.find((one) => one === contactId) ?? owners[0] ?? null;
}
