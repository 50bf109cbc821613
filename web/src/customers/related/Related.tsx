import type { Customer } from '../description';
import type { Overview } from '../queries';
import { ConsentCard } from './ConsentCard';
import { ContactsCard } from './ContactsCard';
import { GroupCard } from './GroupCard';
import { MissingNote } from './MissingNote';

/** What belongs to the customer, as small lists; what could not be had says so. */
export function Related({ customer, overview }: { customer: Customer; overview?: Overview }) {
  const whyMissing = (panel: string) => overview?.missing.find((one) => one.panel === panel)?.reason;
  const known = new Set(['contacts', 'consents', 'interactions']);
  return (
    <>
      <ContactsCard customer={customer} first={overview?.panels.contacts} />
      <ConsentCard
        id={customer.id}
        standings={overview?.panels.consents}
        missing={whyMissing('consents')}
        contacts={overview?.panels.contacts}
      />
      <GroupCard customer={customer} />
      {overview?.missing
        .filter((one) => !known.has(one.panel))
        .map((one) => (
          <MissingNote key={one.panel} panel={one.panel} reason={one.reason} />
        ))}
    </>
  );
}
