import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { ConflictDialog } from '../ui/records/ConflictDialog';
import { RecordFields } from '../ui/records/RecordFields';
import { useRecordSaving } from '../ui/records/useRecordSaving';
import { useContactDescription } from './description';
import { contactKey, contactsKey, orgChartKey, type Contact } from './queries';

const ELSEWHERE = ['customers'];

/** The fields of a contact, each changed where it stands. */
export function ContactFields({ contact, may }: { contact: Contact; may: boolean }) {
  const description = useContactDescription();
  const { onSaved, reload } = useRefreshing(contact);
  const saving = useRecordSaving(description, contact, onSaved, reload);
  return (
    <>
      <RecordFields
        fields={description.fields}
        record={contact}
        without={ELSEWHERE}
        onSave={may ? (field, value) => saving.save({ [field.name]: value }) : null}
      />
      {saving.clash && (
        <ConflictDialog
          clash={saving.clash}
          onSettle={(chosen) => void saving.settle(chosen)}
          onCancel={saving.forget}
        />
      )}
    </>
  );
}

/** What was saved is shown at once, here and where its customers name it. */
function useRefreshing(contact: Contact) {
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
  return { onSaved, reload };
}
