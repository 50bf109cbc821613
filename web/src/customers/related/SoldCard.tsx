import { PlusOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import type { Customer } from '../description';
import { Card } from './Card';
import { MissingNote } from './MissingNote';
import styles from './related.module.css';

const FEW = 5; // that come with the view of everything

interface Sold {
  id: string;
}

interface Props<R extends Sold> {
  customer: Customer;
  panel: 'opportunities' | 'quotes' | 'orders';
  /** What permissions call one. */
  thing: 'opportunity' | 'quote' | 'order';
  items?: readonly R[];
  /** Why there are none. */
  missing?: string;
  titleOf: (one: R) => string;
  amountOf: (one: R) => { amount: string; currency: string } | null;
  detailOf: (one: R) => ReactNode;
}

/** What was sold to it or is to be, the latest first, and the way to something new. */
export function SoldCard<R extends Sold>({ customer, panel, thing, items, missing, ...of }: Props<R>) {
  const { t } = useTranslation(['opportunities', 'quotes', 'orders']);
  const format = useFormat();
  const reads = useMay(`${thing}.read`);
  const creates = useMay(`${thing}.create`);
  if (!reads) return null;
  const filter = JSON.stringify({ field: 'customer_id', op: 'eq', value: customer.id });
  const add = t(`${panel}:card.add`);
  return (
    <Card
      title={t(`${panel}:card.title`)}
      action={
        creates && (
          <Link to={`/${panel}/new?customer=${customer.id}`} aria-label={add} title={add}>
            <PlusOutlined />
          </Link>
        )
      }
    >
      {missing && <MissingNote panel={panel} reason={missing} />}
      {!missing && !items && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {items?.length === 0 && <p className={styles.none}>{t(`${panel}:card.none`)}</p>}
      <ul className={styles.list}>
        {items?.map((one) => {
          const amount = of.amountOf(one);
          return (
            <li key={one.id}>
              <Link to={`/${panel}/${one.id}`}>{of.titleOf(one)}</Link>
              <div className={styles.row}>
                <span>{amount && format.money(amount.amount, amount.currency)}</span>
                <span className={styles.detail}>{of.detailOf(one)}</span>
              </div>
            </li>
          );
        })}
      </ul>
      {items?.length === FEW && (
        <Link to={`/${panel}?${new URLSearchParams({ filter }).toString()}`}>{t(`${panel}:card.all`)}</Link>
      )}
    </Card>
  );
}
