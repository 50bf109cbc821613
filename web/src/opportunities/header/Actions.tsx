import { useQueryClient } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSaving } from '../../administration/shared/saving';
import { OrderOf } from '../../orders/OrderOf';
import { NewQuoteButton } from '../../quotes/NewQuoteButton';
import { AssignButton } from '../../ui/records/AssignButton';
import { useReaches } from '../../ui/records/may';
import { RecordMenu } from '../../ui/records/RecordMenu';
import { useDeletion } from '../../ui/records/useDeletion';
import {
  assignOpportunity,
  deleteOpportunity,
  OPPORTUNITIES,
  orderOpportunity,
  reopenOpportunity,
  restoreOpportunity,
  useShowSaved,
  type Opportunity,
} from '../queries';

const CloseDialog = lazy(async () => ({ default: (await import('../closing/CloseDialog')).CloseDialog }));

/** What comes next for a deal: its end, going on after all, another owner, the bin. */
export function Actions({ deal, may }: { deal: Opportunity; may: boolean }) {
  const { t } = useTranslation('opportunities');
  const [end, setEnd] = useState<'won' | 'lost' | null>(null);
  const reaches = useReaches();
  const show = useShowSaved();
  const onDelete = useDelete(deal);
  const gone = deal.deleted_at !== null;
  const mayDelete = reaches('opportunity.delete', deal);
  return (
    <>
      {may && deal.status === 'open' && (
        <>
          <Button type="primary" onClick={() => setEnd('won')}>
            {t('close.won')}
          </Button>
          <Button onClick={() => setEnd('lost')}>{t('close.lost')}</Button>
          <NewQuoteButton deal={deal} />
        </>
      )}
      {!gone && deal.status === 'won' && (
        <OrderOf of="opportunity_id" record={deal} make={orderOpportunity} />
      )}
      {may && deal.status !== 'open' && <Reopen deal={deal} />}
      {!gone && reaches('opportunity.assign', deal) && (
        <AssignButton record={deal} assign={(to) => assignOpportunity(deal.id, to)} onDone={show} />
      )}
      {gone && mayDelete && <Restore deal={deal} />}
      <RecordMenu thing="opportunity" record={deal} onDelete={!gone && mayDelete ? onDelete : undefined} />
      {end && (
        <Suspense fallback={<Modal open loading footer={null} onCancel={() => setEnd(null)} />}>
          <CloseDialog {...{ deal, end }} onClose={() => setEnd(null)} />
        </Suspense>
      )}
    </>
  );
}

function Reopen({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation('opportunities');
  const done = useShowSaved();
  const reopen = useSaving(() => reopenOpportunity(deal.id), {
    touches: [],
    said: t('close.reopened'),
    done,
  });
  return (
    <Button loading={reopen.isPending} onClick={() => reopen.mutate(undefined)}>
      {t('close.reopen')}
    </Button>
  );
}

function Restore({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation('opportunities');
  const done = useShowSaved();
  const restore = useSaving(() => restoreOpportunity(deal.id), {
    touches: [],
    said: t('delete.restored'),
    done,
  });
  return (
    <Button type="primary" loading={restore.isPending} onClick={() => restore.mutate(undefined)}>
      {t('delete.restore')}
    </Button>
  );
}

function useDelete(deal: Opportunity): () => void {
  const { t } = useTranslation('opportunities');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const show = useShowSaved();
  const listed = () => void queries.invalidateQueries({ queryKey: OPPORTUNITIES });
  return useDeletion({
    record: deal,
    text: t('delete.text'),
    remove: () => deleteOpportunity(deal.id).then(listed),
    restore: async () => show(await restoreOpportunity(deal.id)),
    onLeft: () => void navigate('/opportunities'),
    onBack: () => void navigate(`/opportunities/${deal.id}`),
  });
}
