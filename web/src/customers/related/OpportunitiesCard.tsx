import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { loadOf, OPPORTUNITIES } from '../../opportunities/queries';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import type { Customer } from '../description';
import { Card } from './Card';
import styles from './related.module.css';

const FEW = 5;

/** Its deals, those with the latest changes first, and the way to a new one. */
export function OpportunitiesCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('opportunities');
  const format = useFormat();
  const reads = useMay('opportunity.read');
  const creates = useMay('opportunity.create') && customer.deleted_at === null;
  const { data, isPending } = useQuery({
    queryKey: [...OPPORTUNITIES, 'of', customer.id],
    queryFn: () => loadOf(customer.id, FEW),
    enabled: reads,
  });
  if (!reads) return null;
  const filter = JSON.stringify({ field: 'customer_id', op: 'eq', value: customer.id });
  const add = creates && (
    <Link to={`/opportunities/new?customer=${customer.id}`} aria-label={t('card.add')} title={t('card.add')}>
      <PlusOutlined />
    </Link>
  );
  return (
    <Card title={t('card.title')} action={add}>
      {isPending && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {data?.items.length === 0 && <p className={styles.none}>{t('card.none')}</p>}
      <ul className={styles.list}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <Link to={`/opportunities/${one.id}`}>{one.name}</Link>
            <div className={styles.row}>
              <span>{one.amount && format.money(one.amount.amount, one.amount.currency)}</span>
              <span className={styles.detail}>
                {t(`status.${one.status}`)}
                {one.expected_close_on &&
                  one.status === 'open' &&
                  ` · ${format.dateShort(one.expected_close_on)}`}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {data?.next && (
        <Link to={`/opportunities?${new URLSearchParams({ filter }).toString()}`}>{t('card.all')}</Link>
      )}
    </Card>
  );
}
