/** A new contact, with the first customer it works for. `?customer=` in the address chooses that. */
import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api, data, type Schemas } from '../api/client';
import { useMay } from '../session/session';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm } from '../ui/records/RecordForm';
import styles from './contacts.module.css';
import { useContactDescription } from './description';
import { LinkFields } from './LinkFields';
import type { LinkDraft } from './links';
import { contactKey, contactsKey, orgChartKey } from './queries';

type Create = Schemas['customer_ContactCreate'];
const FIRST = ['name', 'phones', 'emails'];

export function NewContactPage() {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const may = useMay('customer.update');
  const { fields } = useContactDescription();
  const [link, setLink] = useState<LinkDraft>({ customerId: address.get('customer'), primary: false });
  const create = useCreate();
  if (!may) return <MayNot />;
  return (
    <div className={styles.new}>
      <h1>{t('create.title')}</h1>
      <RecordForm
        fields={fields}
        first={FIRST}
        create={(body) => create(body, link)}
        onCancel={() => void navigate(-1)}
        aside={() => (
          <section className={styles.panel} aria-label={t('links.title')}>
            <h2>{t('links.title')}</h2>
            <LinkFields draft={link} onChange={setLink} />
          </section>
        )}
      />
    </div>
  );
}

function useCreate() {
  const { t } = useTranslation('contacts');
  const { message } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return async (given: Record<string, unknown>, { customerId, ...link }: LinkDraft) => {
    const customers = customerId ? [{ ...link, customer_id: customerId }] : [];
    const body = { ...given, customers } as Create; // the fields say what they hold; the API checks it
    const contact = await data(api.POST('/api/customer/contacts', { body }));
    queries.setQueryData(contactKey(contact.id), contact);
    void queries.invalidateQueries({ queryKey: ['customer', 'contacts'] });
    if (customerId) {
      void queries.invalidateQueries({ queryKey: contactsKey(customerId) });
      void queries.invalidateQueries({ queryKey: orgChartKey(customerId) });
    }
    void message.success(t('create.done', { name: contact.name }));
    void navigate(`/contacts/${contact.id}`, { replace: true });
  };
}
