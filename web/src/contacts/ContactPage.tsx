/** One contact: its fields, where it works and as what, what it agreed to, what happened with it. */
import { useMemo } from 'react';
import { useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { ConsentPanel } from '../consents/ConsentPanel';
import { Timeline } from '../timeline/Timeline';
import type { SaveField } from '../ui/records/description';
import { RecordPage, RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { ErrorState } from '../ui/states/ErrorState';
import { ContactHeader } from './ContactHeader';
import { ContactHistory } from './ContactHistory';
import { useContactDescription } from './description';
import { GoneContact } from './GoneContact';
import { Links } from './Links';
import { useMayChange, useMayLink } from './may';
import { useContact, type Contact } from './queries';
import { useContactSaving } from './useContactSaving';

const TABS = ['timeline', 'consent', 'history'] as const;
/** Fields that stand elsewhere on the page. */
const ELSEWHERE = ['customers'];

export function ContactPage() {
  const { id = '' } = useParams();
  return <ContactRecord id={id} />;
}

/** A contact with everything that is known about it, in as much room as there is. */
export function ContactRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const found = useContact(id);
  useLive(useMemo(() => watched(id, found.data), [id, found.data]));
  if (found.isPending) return <RecordSkeleton />;
  if (found.isError) {
    const gone = found.error instanceof ProblemError && found.error.status === 404;
    return gone ? (
      <GoneContact id={id} />
    ) : (
      <ErrorState error={found.error} retry={() => void found.refetch()} />
    );
  }
  return <Shown key={id} contact={found.data} />;
}

/** Entries of the timeline are told to who watches their customer. */
const watched = (id: string, contact?: Contact): string[] => [
  `contact:${id}`,
  ...(contact?.customers ?? []).map((one) => `customer:${one.customer_id}`),
];

function Shown({ contact }: { contact: Contact }) {
  const may = useMayChange(contact);
  const description = useContactDescription();
  const saving = useContactSaving(contact);
  return (
    <RecordPage
      {...{ description, saving, may }}
      record={contact}
      without={ELSEWHERE}
      tabs={TABS}
      header={() => <ContactHeader contact={contact} may={may} />}
      related={<Links contact={contact} />}
    >
      {(tab, save) => <Middle {...{ tab, contact, save }} />}
    </RecordPage>
  );
}

interface MiddleProps {
  tab: (typeof TABS)[number];
  contact: Contact;
  save: SaveField | null;
}

function Middle({ tab, contact, save }: MiddleProps) {
  const mayLink = useMayLink();
  const customers = useMemo(
    () => new Map(contact.customers.map((one) => [one.customer_id, one.customer_name])),
    [contact.customers],
  );
  const mayAt = (id: string) => contact.customers.some((one) => one.customer_id === id && mayLink(one));
  if (tab === 'history') return <ContactHistory contact={contact} save={save} />;
  if (tab === 'consent')
    return <ConsentPanel subject={{ kind: 'contact', id: contact.id }} may={save !== null} />;
  return <Timeline contactId={contact.id} customers={customers} mayAt={mayAt} />;
}
