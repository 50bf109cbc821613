import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, data } from '../api/client';

import { useMe } from '../session/session';
import { useFormat } from '../ui/format';
import { dayOf } from '../ui/moments';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './home.module.css';
import { Panel } from './Panel';

const SHOWN = 6;
const MINE = JSON.stringify({
  all: [
    { field: 'owner_id', op: 'eq', value: 'me' },
    { field: 'status', op: 'eq', value: 'open' },
  ],
});
const NEXT = 'expected_close_on';
const ALL = `/opportunities?${new URLSearchParams({ filter: MINE, sort: NEXT }).toString()}`;

/** One's open deals, those that are to close first before all; absent while there are none. */
export function MyDeals() {
  const { t } = useTranslation('home');
  const format = useFormat();
  const today = dayOf(new Date(), useMe().time_zone);
  const found = useQuery({
    queryKey: ['sales', 'opportunities', 'mine'],
    queryFn: () =>
      data(
        api.GET('/api/sales/opportunities', {
          params: { query: { limit: SHOWN, filter: MINE, sort: NEXT } },
        }),
      ),
  });
  if (found.data?.items.length === 0) return null;
  return (
    <Panel title={t('deals.title')} more={{ path: ALL, label: t('all') }}>
      {found.isPending && <Skeleton active paragraph={{ rows: SHOWN }} />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      <ul className={styles.rows}>
        {found.data?.items.map(({ id, name, expected_close_on: close, amount }) => (
          <li key={id}>
            <Link to={`/opportunities/${id}`}>{name}</Link>
            <span className={styles.quiet}>
              {amount && format.moneyRounded(amount.amount, amount.currency)}
            </span>
            {close && (
              <time dateTime={close} title={t('deals.close')}>
                {close < today && `${t('deals.late')} `}
                {format.dateShort(close)}
              </time>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
