/** What the record of a line is called, where the line does not say it: most changes are not of the name. */
import { useMay } from '../../session/session';
import { inLanguage } from '../../ui/fields/custom';
import { useReference } from '../../ui/fields/references';
import { useTags } from '../../ui/fields/tags';
import { useTranslation } from 'react-i18next';
import { useAllCustomFields } from '../custom-fields/queries';
import { useRoleName } from '../roles/useRoleNames';
import type { Entry } from './queries';

export function useRecordName({ service, thing, record_id: id }: Entry): string | undefined {
  const { i18n } = useTranslation();
  const may = useMay('customer.read');
  const of = `${service}.${thing}`;
  const referred = (name: 'customer' | 'contact') => (may && of === `customer.${name}` ? id : null);
  const customer = useReference('customer', referred('customer')).data;
  const contact = useReference('contact', referred('contact')).data;
  const tag = useTags(of === 'customer.tag').get(id ?? '');
  const field = useAllCustomFields().find((one) => one.id === id);
  const role = useRoleName()(id ?? '', '');
  if (field) return inLanguage(field.labels, i18n.language);
  return customer?.name ?? contact?.name ?? tag?.name ?? (role === '' ? undefined : role);
}
