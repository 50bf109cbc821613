import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import { EmptyState } from '../../ui/states/EmptyState';
import { Panel } from '../Panel';
import { daysFrom, dueOf } from './due';
import { listOf } from './links';
import type { Deal, MyDeals } from './queries';
import { joined, Row } from './Rows';
import styles from './standing.module.css';

interface Props {
  deals: MyDeals;
  today: string;
  /** When they were asked for. */
  now: number;
}

/** One's open deals in the order in which something is to be done. */
export function NextDeals({ deals, today, now }: Props) {
  const { t } = useTranslation('home');
  const all = listOf('/opportunities', deals.filters, 'open', [], 'next_step_on');
  return (
    <Panel title={t('next.title')} more={{ path: all, label: t('all') }}>
      {deals.next.length === 0 && <NoDeals />}
      {deals.next.length > 0 && deals.due === 0 && <p className={styles.calm}>{t('next.calm')}</p>}
      <ul className={styles.rows}>
        {deals.next.map((deal) => (
          <DealRow key={deal.id} {...{ deal, today, now }} />
        ))}
      </ul>
    </Panel>
  );
}

function DealRow({ deal, today, now }: Omit<Props, 'deals'> & { deal: Deal }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const due = dueOf(deal, today);
  const rots = deal.rots_at !== null && Date.parse(deal.rots_at) < now;
  return (
    <Row
      when={due ? format.days(daysFrom(today, due.day)) : t('next.open')}
      exact={due ? format.date(due.day) : undefined}
      what={t(due ? `next.${due.what}` : 'next.undated')}
      tone={due?.tone}
      name={deal.name}
      to={`/opportunities/${deal.id}`}
      about={joined(deal.customer_name, deal.next_step)}
      warning={rots && t('next.rots')}
      worth={deal.amount ? format.moneyRounded(deal.amount.amount, deal.amount.currency) : undefined}
    />
  );
}

function NoDeals() {
  const { t } = useTranslation('home');
  const create = useMay('opportunity.create');
  return (
    <EmptyState
      title={t('next.emptyTitle')}
      text={t('next.emptyText')}
      action={
        create && (
          <Link to="/opportunities/new">
            <Button type="primary" tabIndex={-1}>
              {t('next.create')}
            </Button>
          </Link>
        )
      }
    />
  );
}
