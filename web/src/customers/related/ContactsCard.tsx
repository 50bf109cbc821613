import { PlusOutlined, StarFilled } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { linkAt, useContactsOf, type Contact } from '../../contacts/queries';
import { Emails, Phones } from '../../ui/fields/ContactValues';
import { useReaches } from '../../ui/records/may';
import type { Customer } from '../description';
import { Card } from './Card';
import styles from './related.module.css';

const FEW = 6;

interface Props {
  customer: Customer;
  /** The main ones, which come with the page; all of them follow. */
  first?: Contact[];
}

/** The people there: what they are, and how to reach them. */
export function ContactsCard({ customer, first }: Props) {
  const { t } = useTranslation('customers');
  const reaches = useReaches();
  const all = useContactsOf(customer.id).data;
  const contacts = all?.items ?? first;
  const may = customer.deleted_at === null && reaches('customer.update', customer);
  const more = (all?.total ?? 0) - FEW;
  return (
    <Card
      title={t('contacts.title')}
      action={
        may && (
          <Link to={`/contacts/new?customer=${customer.id}`} aria-label={t('contacts.add')}>
            <PlusOutlined />
          </Link>
        )
      }
    >
      {!contacts && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {contacts?.length === 0 && <p className={styles.none}>{t('contacts.none')}</p>}
      <ul className={styles.list}>
        {contacts?.slice(0, FEW).map((one) => (
          <Person key={one.id} contact={one} customerId={customer.id} />
        ))}
      </ul>
      {more > 0 && <p className={styles.none}>{t('contacts.more', { count: more })}</p>}
    </Card>
  );
}

function Person({ contact, customerId }: { contact: Contact; customerId: string }) {
  const { t } = useTranslation('customers');
  const at = linkAt(contact, customerId);
  const role = [at?.department, at?.title].filter(Boolean).join(' · ');
  return (
    <li>
      <div className={styles.row}>
        <Link to={`/contacts/${contact.id}`}>{contact.name}</Link>
        {at?.primary && <StarFilled className={styles.star} aria-label={t('contacts.primary')} />}
      </div>
      {role && <div className={styles.detail}>{role}</div>}
      <div className={styles.reach}>
        <Phones entries={contact.phones ?? []} short />
        <Emails entries={contact.emails ?? []} short />
      </div>
    </li>
  );
}
