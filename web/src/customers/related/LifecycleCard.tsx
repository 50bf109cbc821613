import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../../api/client';
import { useFormat } from '../../ui/format';
import type { Customer } from '../description';
import { customerKey } from '../queries';
import { stageOf } from '../stages';
import { Card } from './Card';
import styles from './related.module.css';

/** Where the customer stands; how it got there and what follows is asked for by who wants to know. */
export function LifecycleCard({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  return (
    <Card
      title={t('lifecycle.title')}
      action={
        <Button type="link" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'lifecycle.less' : 'lifecycle.more')}
        </Button>
      }
    >
      <strong>{t(`stages.${stageOf(customer.lifecycle)}`)}</strong>
      {open && <Way customer={customer} />}
    </Card>
  );
}

function Way({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const way = useQuery({
    queryKey: [...customerKey(customer.id), 'lifecycle', customer.version],
    queryFn: () => {
      const params = { path: { customer_id: customer.id } };
      return data(api.GET('/api/customer/customers/{customer_id}/lifecycle', { params }));
    },
  });
  if (way.isError) return <p className={styles.missing}>{t('lifecycle.unknown')}</p>;
  if (!way.data) return <Skeleton active paragraph={{ rows: 2 }} title={false} />;
  const { becomes, becomes_at: at, stays } = way.data;
  return (
    <>
      {becomes && at && (
        <p className={styles.none} title={format.moment(at)}>
          {t('lifecycle.becomes', { stage: t(`stages.${becomes}`), when: format.relative(at) })}
        </p>
      )}
      <ol className={styles.lines}>
        {stays.map(({ stage, entered_at, actor_name }) => (
          <li key={entered_at} className={styles.row}>
            {t(`stages.${stage}`)}
            <span className={styles.detail} title={format.moment(entered_at)}>
              {[actor_name, format.relative(entered_at)].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}
