import { MailOutlined, PhoneOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useProblemText } from '../ui/problems';
import { RecordMenu } from '../ui/records/RecordMenu';
import styles from './contacts.module.css';
import { contactKey, useDeleteContact, useRestoreContact, type Contact } from './queries';

/** Who it is, as what it works where, and the shortest ways to reach it. */
export function ContactHeader({ contact, may }: { contact: Contact; may: boolean }) {
  const onDelete = useDeletion(contact);
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

/** Asks once, deletes, and can bring it back. */
function useDeletion(contact: Contact): () => void {
  const { t } = useTranslation('contacts');
  const { modal, message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const problem = useProblemText();
  const { mutateAsync: remove } = useDeleteContact(contact);
  const { mutateAsync: restore } = useRestoreContact(contact.id);
  const { id, name } = contact;
  const failed = (error: unknown) => void message.error(problem(error));
  const undo = () => {
    message.destroy(id);
    restore().then(() => navigate(`/contacts/${id}`), failed);
  };
  const content = (
    <>
      {t('page.deleted', { name })}{' '}
      <Button type="link" size="small" onClick={undo}>
        {t('page.undo')}
      </Button>
    </>
  );
  const deleted = () => {
    void message.success({ key: id, duration: 8, content });
    void Promise.resolve(navigate('/contacts')).then(() =>
      queries.removeQueries({ queryKey: contactKey(id) }),
    );
  };
  return () =>
    void modal.confirm({
      title: t('page.deleteTitle', { name }),
      content: t('page.deleteText'),
      okText: t('page.deleteYes'),
      cancelText: t('page.cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove().then(deleted, failed),
    });
}
