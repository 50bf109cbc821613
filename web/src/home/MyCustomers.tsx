import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, data } from '../api/client';
import { useLive } from '../app/live';
import { useMay } from '../session/session';
import { useFormat } from '../ui/format';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './home.module.css';
import { Panel } from './Panel';

const SHOWN = 8;
const MINE = JSON.stringify({ field: 'owner_id', op: 'eq', value: 'me' });
const LATEST = '-updated_at';
const ALL = `/customers?${new URLSearchParams({ filter: MINE, sort: LATEST }).toString()}`;

/** The customers one looks after, those with the latest changes first. */
export function MyCustomers() {
  const { t } = useTranslation('home');
  const format = useFormat();
  const found = useQuery({
    queryKey: ['customer', 'customers', 'latest'],
    staleTime: 0, // others give one customers, which no list hears of
    queryFn: () => {
      const query = { limit: SHOWN, filter: MINE, sort: LATEST };
      return data(api.GET('/api/customer/customers', { params: { query } }));
    },
  });
  const customers = found.data?.items ?? [];
  useLive(customers.map((one) => `customer:${one.id}`));
  return (
    <Panel title={t('mine.title')} more={{ path: ALL, label: t('all') }}>
      {found.isPending && <Skeleton active paragraph={{ rows: SHOWN }} />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && customers.length === 0 && <NoCustomers />}
      <ul className={styles.rows}>
        {customers.map((one) => (
          <li key={one.id}>
            <Link to={`/customers/${one.id}`}>{one.name}</Link>
            <span className={`${styles.quiet} wide-only`}>{one.number}</span>
            <time dateTime={one.updated_at} title={format.moment(one.updated_at)}>
              {format.relative(one.updated_at)}
            </time>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function NoCustomers() {
  const { t } = useTranslation('home');
  const create = useMay('customer.create');
  return (
    <EmptyState
      title={t('mine.emptyTitle')}
      text={t('mine.emptyText')}
      action={
        create && (
          <Link to="/customers/new">
            <Button type="primary" tabIndex={-1}>
              {t('mine.create')}
            </Button>
          </Link>
        )
      }
    />
  );
}
