import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { listKey } from '../../ui/list/useRecords';
import { useDeletion } from '../../ui/records/useDeletion';
import type { Customer } from '../description';
import { deleteCustomer, loadCustomer, restoreCustomer } from '../queries';
import { useShowSaved } from '../useShowSaved';

/** Its own page stays, and says that it is deleted. */
export function useDelete(customer: Customer): () => void {
  const { t } = useTranslation('customers');
  const queries = useQueryClient();
  const show = useShowSaved();
  const { id } = customer;
  const shown = async (changed: Promise<Customer>) => {
    show(await changed);
    void queries.invalidateQueries({ queryKey: listKey('customer.customers') });
  };
  return useDeletion({
    record: customer,
    text: t('delete.text'),
    remove: () => shown(deleteCustomer(id).then(() => loadCustomer(id))),
    restore: () => shown(restoreCustomer(id)),
  });
}
