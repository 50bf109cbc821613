import { MailOutlined, PhoneOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { RecordMenu } from '../ui/records/RecordMenu';
import { useDeletion } from '../ui/records/useDeletion';
import styles from './contacts.module.css';
import { contactKey, useDeleteContact, useRestoreContact, type Contact } from './queries';

/** Who it is, as what it works where, and the shortest ways to reach it. */
export function ContactHeader({ contact, may }: { contact: Contact; may: boolean }) {
  const onDelete = useDelete(contact);
  const main = contact.customers.find((one) => one.primary) ?? contact.customers[0];
  return (
    <header className={styles.header}>
      <div className={styles.who}>
        <h1>{contact.name}</h1>
        {main && (
          <p className={styles.quiet}>
            {[main.title, main.department].filter(Boolean).join(' · ')}{' '}
            <Link to={`/customers/${main.customer_id}`}>{main.customer_name}</Link>
          </p>
        )}
      </div>
      <Reach contact={contact} />
      <RecordMenu thing="contact" record={contact} onDelete={may ? onDelete : undefined} />
    </header>
  );
}

function Reach({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const phone = contact.phones?.find((one) => one.primary)?.number;
  const mail = contact.emails?.find((one) => one.primary)?.address;
  return (
    <>
      {phone && (
        <Button
          href={`tel:${phone}`}
          icon={<PhoneOutlined />}
          aria-label={t('people.call', { number: phone })}
        >
          <span className="wide-only">{phone}</span>
        </Button>
      )}
      {mail && (
        <Button
          href={`mailto:${mail}`}
          icon={<MailOutlined />}
          aria-label={t('people.write', { address: mail })}
        >
          <span className="wide-only">{mail}</span>
        </Button>
      )}
    </>
  );
}

/** Its own page is left, and comes back with it. */
function useDelete(contact: Contact): () => void {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { mutateAsync: remove } = useDeleteContact(contact);
  const { mutateAsync: restore } = useRestoreContact(contact.id);
  const { id } = contact;
  const left = () => queries.removeQueries({ queryKey: contactKey(id) });
  return useDeletion({
    record: contact,
    text: t('page.deleteText'),
    remove: () => remove(),
    restore: () => restore(),
    onLeft: () => void Promise.resolve(navigate('/contacts')).then(left),
    onBack: () => void navigate(`/contacts/${id}`),
  });
}
