import type { Customer } from '../description';
import type { Overview } from '../queries';
import { ConsentCard } from './ConsentCard';
import { ContactsCard } from './ContactsCard';
import { ContractsCard } from './ContractsCard';
import { DuplicatesCard } from './DuplicatesCard';
import { GroupCard } from './GroupCard';
import { LifecycleCard } from './LifecycleCard';
import { MissingNote } from './MissingNote';
import { Sales } from './Sales';

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
  const known = new Set(['contacts', 'consents', 'interactions', 'opportunities', 'quotes', 'orders']);
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
      <Sales customer={customer} panels={overview?.panels} whyMissing={whyMissing} />
      <ContractsCard customer={customer} />
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
