import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { useFormat } from '../../ui/format';
import { restoreLead, useListed, useShowSaved, type Lead } from '../queries';

/** It is deleted: since when, and the way back. */
export function DeletedNote({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads');
  const format = useFormat();
  const show = useShowSaved();
  const listed = useListed();
  const restoring = useSaving(() => restoreLead(lead.id), {
    touches: [],
    done: (saved) => {
      show(saved);
      listed();
    },
  });
  if (lead.deleted_at === null) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('delete.note', { when: format.moment(lead.deleted_at) })}
      action={
        <Button size="small" loading={restoring.isPending} onClick={() => restoring.mutate(undefined)}>
          {t('delete.restore')}
        </Button>
      }
    />
  );
}
