import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { listKey } from '../../ui/list/useRecords';
import { AssignButton } from '../../ui/records/AssignButton';
import { useReaches } from '../../ui/records/may';
import { RecordMenu } from '../../ui/records/RecordMenu';
import { assignOrder, confirmOrder, ORDERS, reopenOrder, useShowSaved, type Order } from '../queries';
import { useApproves } from '../lines/Approval';
import { EndDialog } from './EndDialog';

/** What comes next for an order in its state. */
export function Actions({ order, may }: { order: Order; may: boolean }) {
  const { t } = useTranslation('orders');
  const queries = useQueryClient();
  const reaches = useReaches();
  const show = useShowSaved();
  const [end, setEnd] = useState<'cancel' | 'close' | null>(null);
  const given = (saved: Order) => {
    show(saved);
    void queries.invalidateQueries({ queryKey: listKey(ORDERS.join('.')) });
  };
  return (
    <>
      {may && order.state === 'draft' && <Confirm order={order} />}
      {may && order.state === 'closed' && <Reopen order={order} />}
      {may && order.state === 'confirmed' && (
        <Button onClick={() => setEnd('close')}>{t('close.button')}</Button>
      )}
      {may && (order.state === 'draft' || order.state === 'confirmed') && (
        <Button onClick={() => setEnd('cancel')}>{t('cancel.button')}</Button>
      )}
      {reaches('order.assign', order) && (
        <AssignButton record={order} assign={(to) => assignOrder(order.id, to)} onDone={given} />
      )}
      <RecordMenu thing="order" record={{ id: order.id, name: order.number }} />
      {end && <EndDialog {...{ order }} how={end} onClose={() => setEnd(null)} />}
    </>
  );
}

function Confirm({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const confirming = useSaving(() => confirmOrder(order.id), {
    touches: [],
    said: t('confirm.done'),
    done: useShowSaved(),
  });
  const approves = useApproves();
  const empty = order.lines.length === 0;
  const others = order.excess.length > 0 && !approves(order);
  const why = empty ? 'confirm.empty' : others ? 'approval.others' : 'confirm.text';
  return (
    <Button
      type="primary"
      disabled={empty || others}
      title={t(why)}
      loading={confirming.isPending}
      onClick={() => confirming.mutate(undefined)}
    >
      {t('confirm.button')}
    </Button>
  );
}

function Reopen({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const reopening = useSaving(() => reopenOrder(order.id), {
    touches: [],
    said: t('reopen.done'),
    done: useShowSaved(),
  });
  return (
    <Button loading={reopening.isPending} onClick={() => reopening.mutate(undefined)}>
      {t('reopen.button')}
    </Button>
  );
}
