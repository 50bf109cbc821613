import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useRecordSaving } from '../ui/records/useRecordSaving';
import { useContactDescription } from './description';
import { contactKey, contactsKey, orgChartKey, type Contact } from './queries';

/** Edits of a contact: what was saved is shown at once, here and where its customers name it. */
export function useContactSaving(contact: Contact) {
  const queries = useQueryClient();
  const { id, customers } = contact;
  const onSaved = useCallback(
    (saved: Contact) => {
      queries.setQueryData(contactKey(id), saved);
      void queries.invalidateQueries({ queryKey: [...contactKey(id), 'history'] });
      for (const { customer_id } of customers) {
        void queries.invalidateQueries({ queryKey: contactsKey(customer_id) });
        void queries.invalidateQueries({ queryKey: orgChartKey(customer_id) });
      }
    },
    [queries, id, customers],
  );
  const reload = useCallback(
    () => void queries.invalidateQueries({ queryKey: contactKey(id) }),
    [queries, id],
  );
  return useRecordSaving(useContactDescription(), contact, onSaved, reload);
}
