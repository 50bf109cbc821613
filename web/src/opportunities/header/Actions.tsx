import { Button, Modal, Popover } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSaving } from '../../administration/shared/saving';
import { NewQuoteButton } from '../../quotes/NewQuoteButton';
import { useReaches } from '../../ui/records/may';
import { RecordMenu } from '../../ui/records/RecordMenu';
import { useDeletion } from '../../ui/records/useDeletion';
import {
  deleteOpportunity,
  OPPORTUNITIES,
  reopenOpportunity,
  restoreOpportunity,
  useShowSaved,
  type Opportunity,
} from '../queries';
import { AssignForm } from './AssignForm';
import styles from './header.module.css';
import { useQueryClient } from '@tanstack/react-query';

const CloseDialog = lazy(async () => ({ default: (await import('../closing/CloseDialog')).CloseDialog }));

/** What comes next for a deal: its end, going on after all, another owner, the bin. */
export function Actions({ deal, may }: { deal: Opportunity; may: boolean }) {
  const { t } = useTranslation('opportunities');
  const [end, setEnd] = useState<'won' | 'lost' | null>(null);
  const reaches = useReaches();
  const onDelete = useDelete(deal);
  const gone = deal.deleted_at !== null;
  const mayDelete = reaches('opportunity.delete', deal);
  return (
    <div className={styles.actions}>
      {may && deal.status === 'open' && (
        <>
          <Button type="primary" onClick={() => setEnd('won')}>
            {t('close.won')}
          </Button>
          <Button onClick={() => setEnd('lost')}>{t('close.lost')}</Button>
          <NewQuoteButton deal={deal} />
        </>
      )}
      {may && deal.status !== 'open' && <Reopen deal={deal} />}
      {!gone && reaches('opportunity.assign', deal) && <Assign deal={deal} />}
      {gone && mayDelete && <Restore deal={deal} />}
      <RecordMenu thing="opportunity" record={deal} onDelete={!gone && mayDelete ? onDelete : undefined} />
      {end && (
        <Suspense fallback={<Modal open loading footer={null} onCancel={() => setEnd(null)} />}>
          <CloseDialog {...{ deal, end }} onClose={() => setEnd(null)} />
        </Suspense>
      )}
    </div>
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

function Assign({ deal }: { deal: Opportunity }) {
  const { t } = useTranslation('opportunities');
  const [open, setOpen] = useState(false);
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      title={t('assign.title')}
      content={<AssignForm deal={deal} onDone={() => setOpen(false)} />}
    >
      <Button>{t('assign.button')}</Button>
    </Popover>
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
