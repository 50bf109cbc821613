import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { ExcessList } from '../../lines/Excess';
import { useReaches } from '../../ui/records/may';
import { useMe } from '../../session/session';
import type { Order } from '../queries';

/** Which lines of a draft give more than may be given freely, and who can confirm it so. */
export function Approval({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const approves = useApproves();
  if (order.excess.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t(approves(order) ? 'approval.yours' : 'approval.others')}
      description={<ExcessList excess={order.excess} />}
    />
  );
}

/** Whether one may approve the discounts of an order: nobody their own. */
export function useApproves(): (order: Order) => boolean {
  const me = useMe();
  const reaches = useReaches();
  return (order) => order.owner_id !== me.id && reaches('quote.approve', order);
}
