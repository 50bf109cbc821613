import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { SaveField } from '../ui/records/description';
import { History } from '../ui/records/History';
import { useContactDescription } from './description';
import { withLinks } from './history';
import { contactKey, linkAt, type Contact } from './queries';

/** Who changed what and when, what it was at customers included. */
export function ContactHistory({ contact, save }: { contact: Contact; save: SaveField | null }) {
  const { t } = useTranslation('contacts');
  const { fields } = useContactDescription();
  const words = {
    customer: (id: string) => linkAt(contact, id)?.customer_name ?? t('history.someCustomer'),
    main: t('links.main'),
  };
  const load = async (after?: string) => {
    const params = { path: { contact_id: contact.id }, query: { after } };
    const page = await data(api.GET('/api/customer/contacts/{contact_id}/history', { params }));
    return { ...page, items: page.items.map((one) => withLinks(one, words)) };
  };
  const queryKey = [...contactKey(contact.id), 'history'];
  return <History {...{ queryKey, load, fields }} record={contact} onPutBack={save} />;
}
