/** One contact: its fields, where it works and as what, what it agreed to, what happened with it. */
import { Skeleton, Tabs } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { ConsentPanel } from '../consents/ConsentPanel';
import { useMay } from '../session/session';
import { Timeline } from '../timeline/Timeline';
import { ErrorState } from '../ui/states/ErrorState';
import { ContactFields } from './ContactFields';
import { ContactHeader } from './ContactHeader';
import { ContactHistory } from './ContactHistory';
import styles from './contacts.module.css';
import { GoneContact } from './GoneContact';
import { Links } from './Links';
import { useContact, type Contact } from './queries';

const TABS = ['timeline', 'consent', 'history'] as const;
type Tab = (typeof TABS)[number];

export function ContactPage() {
  const { id = '' } = useParams();
  const found = useContact(id);
  useLive(useMemo(() => [`contact:${id}`], [id]));
  if (found.isPending) return <PageSkeleton />;
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

function Shown({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const may = useMay('customer.update');
  return (
    <article className={styles.page}>
      <title>{contact.name}</title>
      <ContactHeader contact={contact} may={may} />
      <section className={styles.side} aria-label={t('page.fieldsLabel')}>
        <ContactFields contact={contact} may={may} />
      </section>
      <Middle contact={contact} />
      <section className={styles.related}>
        <Links contact={contact} may={may} />
      </section>
    </article>
  );
}

function Middle({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const [address, setAddress] = useSearchParams();
  const tab = TABS.find((one) => one === address.get('tab')) ?? 'timeline';
  const customers = useMemo(
    () => new Map(contact.customers.map((one) => [one.customer_id, one.customer_name])),
    [contact.customers],
  );
  const shown = {
    timeline: <Timeline contactId={contact.id} customers={customers} />,
    consent: <ConsentPanel subject={{ kind: 'contact', id: contact.id }} />,
    history: <ContactHistory contact={contact} />,
  } satisfies Record<Tab, unknown>;
  return (
    <section className={styles.middle} aria-label={t('page.tabsLabel')}>
      <Tabs
        activeKey={tab}
        destroyOnHidden
        onChange={(to) => setAddress(to === 'timeline' ? {} : { tab: to }, { replace: true })}
        items={TABS.map((key) => ({ key, label: t(`page.tabs.${key}`), children: shown[key] }))}
      />
    </section>
  );
}

function PageSkeleton() {
  return (
    <div className={styles.page} aria-busy="true">
      <header className={styles.header}>
        <Skeleton active title={{ width: 180 }} paragraph={{ rows: 1, width: 260 }} />
      </header>
      <div className={styles.side}>
        <Skeleton active paragraph={{ rows: 10 }} />
      </div>
      <div className={styles.middle}>
        <Skeleton active paragraph={{ rows: 8 }} />
      </div>
    </div>
  );
}
