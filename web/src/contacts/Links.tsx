import { DeleteOutlined, EditOutlined, PlusOutlined, StarFilled } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../session/session';
import { useProblemText } from '../ui/problems';
import styles from './contacts.module.css';
import { LinkDialog } from './LinkDialog';
import { useMayLink } from './may';
import { linkOf, useContactNames, useRemoveLink, useSetLink, type Contact, type LinkRead } from './queries';

/** The customers a contact works for, and what it is at each. */
export function Links({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const may = useMay('customer.update');
  const mayLink = useMayLink();
  const [edited, setEdited] = useState<LinkRead | 'new'>();
  return (
    <div className={styles.panel}>
      <header className={styles.panelHead}>
        <h2>{t('links.title')}</h2>
        {may && (
          <Button
            size="small"
            type="text"
            icon={<PlusOutlined />}
            aria-label={t('links.add')}
            onClick={() => setEdited('new')}
          />
        )}
      </header>
      {contact.customers.length === 0 && <p className={styles.quiet}>{t('links.none')}</p>}
      <ul className={styles.rows}>
        {contact.customers.map((link) => (
          <LinkItem
            key={link.customer_id}
            {...{ contact, link }}
            onEdit={mayLink(link) ? () => setEdited(link) : undefined}
          />
        ))}
      </ul>
      {edited && (
        <LinkDialog
          contact={contact}
          link={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(undefined)}
        />
      )}
    </div>
  );
}

interface ItemProps {
  contact: Contact;
  link: LinkRead;
  onEdit?: () => void;
}

function LinkItem({ contact, link, onEdit }: ItemProps) {
  const { t } = useTranslation('contacts');
  const above = useContactNames(link.reports_to_id ? link.customer_id : undefined).get(
    link.reports_to_id ?? '',
  );
  const remove = useRemoval(contact, link);
  const role = link.decision_role && t(`roles.${link.decision_role}`);
  const customer = link.customer_name;
  return (
    <li className={styles.row}>
      <div className={styles.grow}>
        <Link to={`/customers/${link.customer_id}`}>{customer}</Link>
        {link.primary && (
          <span className={styles.main} title={t('links.main')}>
            <StarFilled aria-label={t('links.main')} />
          </span>
        )}
        <p className={styles.quiet}>{[link.title, link.department, role].filter(Boolean).join(' · ')}</p>
        {above && (
          <p className={styles.quiet}>
            <Link to={`/contacts/${link.reports_to_id ?? ''}`}>{t('links.reports', { name: above })}</Link>
          </p>
        )}
      </div>
      {onEdit && (
        <>
          <Button
            size="small"
            type="text"
            icon={<EditOutlined />}
            aria-label={t('links.edit', { customer })}
            onClick={onEdit}
          />
          <Button
            size="small"
            type="text"
            icon={<DeleteOutlined />}
            aria-label={`${t('links.remove')}: ${customer}`}
            onClick={remove}
          />
        </>
      )}
    </li>
  );
}

/** Taken away at once; the toast puts it back as it was. */
function useRemoval(contact: Contact, link: LinkRead): () => void {
  const { t } = useTranslation('contacts');
  const { message } = App.useApp();
  const problem = useProblemText();
  const { mutateAsync: remove } = useRemoveLink(contact);
  const { mutateAsync: put } = useSetLink(contact.id);
  const { customer_id: customerId, customer_name: customer } = link;
  const failed = (error: unknown) => void message.error(problem(error));
  const undo = () => {
    message.destroy(customerId);
    put({ customerId, link: linkOf(link) }).catch(failed);
  };
  const content = (
    <>
      {t('links.removed', { name: contact.name, customer })}{' '}
      <Button type="link" size="small" onClick={undo}>
        {t('links.undo')}
      </Button>
    </>
  );
  return () =>
    void remove(customerId).then(
      () => void message.success({ key: customerId, duration: 8, content }),
      failed,
    );
}
