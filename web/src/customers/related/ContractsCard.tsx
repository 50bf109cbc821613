import { PlusOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { State } from '../../contracts/drawn';
import { ofOne, useContractsOf } from '../../contracts/queries';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import type { Customer } from '../description';
import { Card } from './Card';
import styles from './related.module.css';

/** Its contracts and until when they last, the newest first. */
export function ContractsCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const reads = useMay('contract.read');
  const creates = useMay('contract.create') && customer.deleted_at === null;
  const { data, isPending } = useContractsOf('customer_id', customer.id, reads);
  if (!reads) return null;
  const all = new URLSearchParams({ filter: ofOne('customer_id', customer.id) });
  const add = creates && (
    <Link to={`/contracts/new?customer=${customer.id}`} aria-label={t('card.add')} title={t('card.add')}>
      <PlusOutlined />
    </Link>
  );
  return (
    <Card title={t('list.title')} action={add}>
      {isPending && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {data?.items.length === 0 && <p className={styles.none}>{t('card.none')}</p>}
      <ul className={styles.list}>
        {data?.items.map((one) => (
          <li key={one.id}>
            <Link to={`/contracts/${one.id}`}>{one.title || one.number}</Link>
            <div className={styles.row}>
              <State value={one.state} />
              <span className={styles.detail}>
                {one.last_day ? format.dateShort(one.last_day) : t('term.openEnded')}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {data?.next && <Link to={`/contracts?${all.toString()}`}>{t('card.all')}</Link>}
    </Card>
  );
}
