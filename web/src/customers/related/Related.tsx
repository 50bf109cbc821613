import type { Customer } from '../description';
import type { Overview } from '../queries';
import { ConsentCard } from './ConsentCard';
import { ContactsCard } from './ContactsCard';
import { DuplicatesCard } from './DuplicatesCard';
import { GroupCard } from './GroupCard';
import { LifecycleCard } from './LifecycleCard';
import { MissingNote } from './MissingNote';
import { OpportunitiesCard } from './OpportunitiesCard';

interface Props {
  customer: Customer;
  overview?: Overview;
  /** The view of everything did not answer at all. */
  silent: boolean;
}

/** What belongs to the customer, as small lists; what could not be had says so. */
export function Related({ customer, overview, silent }: Props) {
  const whyMissing = (panel: string) =>
    silent ? 'unavailable' : overview?.missing.find((one) => one.panel === panel)?.reason;
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
      <LifecycleCard customer={customer} />
      <OpportunitiesCard customer={customer} />
      <GroupCard customer={customer} />
      {customer.deleted_at === null && <DuplicatesCard customer={customer} />}
      {overview?.missing
        .filter((one) => !known.has(one.panel))
        .map((one) => (
          <MissingNote key={one.panel} panel={one.panel} reason={one.reason} />
        ))}
    </>
  );
}
