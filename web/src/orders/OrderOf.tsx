import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useSaving } from '../administration/shared/saving';
import { useMay } from '../session/session';
import { useReaches } from '../ui/records/may';
import { loadOrders, ORDERS, type Order } from './queries';

interface Props {
  of: 'opportunity_id' | 'quote_id';
  /** What was agreed. */
  record: { id: string; owner_id: string | null; team_id: string | null };
  make: (id: string) => Promise<Order>;
}

const FEW = 20;

/** The way to the order that came of a deal or a quote, or making it. */
export function OrderOf({ of, record, make }: Props) {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  const mayRead = useMay('order.read');
  const mayMake = useReaches()('order.create', record);
  const found = useQuery({
    queryKey: [...ORDERS, 'of', record.id],
    queryFn: () =>
      loadOrders({ limit: FEW, filter: JSON.stringify({ field: of, op: 'eq', value: record.id }) }),
    enabled: mayRead,
  });
  const making = useSaving(() => make(record.id), {
    touches: [ORDERS],
    said: t('of.made'),
    done: (made) => void navigate(`/orders/${made.id}`),
  });
  if (!mayRead || !found.data) return null;
  const order = found.data.items.find((one) => one.state !== 'cancelled');
  if (order) return <Link to={`/orders/${order.id}`}>{t('of.there', { number: order.number })}</Link>;
  if (!mayMake) return null;
  return (
    <Button type="primary" loading={making.isPending} onClick={() => making.mutate(undefined)}>
      {t('of.make')}
    </Button>
  );
}
