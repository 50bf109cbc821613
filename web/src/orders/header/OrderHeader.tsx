import { ShoppingOutlined } from '@ant-design/icons';
import { Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { FieldValue } from '../../ui/fields/FieldValue';
import type { Money } from '../../ui/fields/values';
import { useFormat } from '../../ui/format';
import { Fact, RecordHeader } from '../../ui/records/RecordHeader';
import { Stands } from '../drawn';
import styles from '../orders.module.css';
import type { Order } from '../queries';
import { STANDINGS, type Asked } from '../standing';
import { Actions } from './Actions';

/** How far it is matters from the day that it is accepted. */
const asksOf = ({ state }: Order): Asked[] =>
  state === 'draft' ? ['state'] : (Object.keys(STANDINGS) as Asked[]); // as: its own keys

/** Which order, whose, how it stands, what it comes to, what comes next. */
export function OrderHeader({ order, may }: { order: Order; may: boolean }) {
  const { t } = useTranslation('orders');
  return (
    <RecordHeader
      icon={<ShoppingOutlined />}
      title={<Typography.Text copyable={{ text: order.number }}>{order.number}</Typography.Text>}
      under={
        <>
          <Link to={`/customers/${order.customer_id}`}>{order.customer_name ?? t('customer')}</Link>
          {order.quote_id && <Link to={`/quotes/${order.quote_id}`}>{t('quote')}</Link>}
          {order.opportunity_id && <Link to={`/opportunities/${order.opportunity_id}`}>{t('deal')}</Link>}
          {asksOf(order).map((asked) => (
            <Stands key={asked} asked={asked} value={order[asked]} />
          ))}
        </>
      }
      note={
        order.ended_because && <p className={styles.hint}>{t('because', { reason: order.ended_because })}</p>
      }
      facts={<Facts order={order} />}
      actions={<Actions {...{ order, may }} />}
    />
  );
}

function Facts({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const { gross, billed, paid, base_net: base } = order;
  const owner = { name: 'owner_id', label: t('fields.owner_id'), kind: 'person' } as const;
  const sums: [string, Money][] = [[t('fields.gross'), gross]];
  if (order.state !== 'draft') sums.push([t('fields.billed'), billed], [t('fields.paid'), paid]);
  if (base && base.currency !== gross.currency) sums.push([t('fields.base_net'), base]);
  return (
    <>
      {sums.map(([label, { amount, currency }]) => (
        <Fact key={label} label={label} number>
          {format.money(amount, currency)}
        </Fact>
      ))}
      <Fact label={t('fields.ordered_on')}>{format.date(order.ordered_on)}</Fact>
      <Fact label={owner.label}>
        {order.owner_id ? <FieldValue field={owner} value={order.owner_id} /> : t('nobody')}
      </Fact>
    </>
  );
}
