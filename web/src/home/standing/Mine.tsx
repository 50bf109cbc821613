import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import { ErrorState } from '../../ui/states/ErrorState';
import home from '../home.module.css';
import { MyCustomers } from '../MyCustomers';
import { News } from '../News';
import { Work } from '../Work';
import { listOf } from './links';
import { NextDeals } from './NextDeals';
import { useMine, type MyStanding } from './queries';
import { Tiles, weightOf } from './Tiles';
import { Approvals, WaitingLeads, WaitingQuotes } from './Waiting';
import { Won } from './Won';

/** What somebody who sells does next, and how they stand. */
export function Mine() {
  const { data, dataUpdatedAt: now, isError, error, refetch } = useMine(true);
  const customers = useMay('customer.read');
  return (
    <>
      {isError && <ErrorState error={error} retry={() => void refetch()} />}
      {data && <Glance mine={data} />}
      <div className={home.columns}>
        <div className={home.side}>
          {!data && !isError && <Skeleton active paragraph={{ rows: 10 }} />}
          {data?.approvals && <Approvals approvals={data.approvals} />}
          {data?.deals && <NextDeals deals={data.deals} today={data.today} now={now} />}
          {data?.leads && <WaitingLeads leads={data.leads} now={now} />}
          {data?.quotes && <WaitingQuotes quotes={data.quotes} today={data.today} />}
        </div>
        <div className={home.side}>
          {data?.deals && (
            <Won
              figures={data.deals}
              days={data.deals.won_by_day}
              filters={data.deals.filters}
              today={data.today}
            />
          )}
          <News />
          <Work />
          {customers && <MyCustomers />}
        </div>
      </div>
    </>
  );
}

function Glance({ mine: { deals, leads, quotes } }: { mine: MyStanding }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const money = (one: { amount: string; currency: string }) => format.moneyRounded(one.amount, one.currency);
  const dealsOf = (figure: string, sort?: string) =>
    listOf('/opportunities', deals?.filters ?? {}, figure, [], sort);
  return (
    <Tiles
      label={t('glance.label')}
      tiles={[
        deals !== null && {
          text: format.number(deals.due),
          label: t('glance.due', { count: deals.due }),
          hint: t('glance.dueHint'),
          to: dealsOf('due', 'next_step_on'),
          weight: weightOf(deals.due, 'danger'),
          beside: {
            text: t('glance.unplanned', { count: deals.unplanned }),
            to: dealsOf('unplanned', 'expected_close_on'),
          },
        },
        leads !== null && {
          text: format.number(leads.waiting),
          label: t('glance.leads', { count: leads.waiting }),
          to: listOf('/leads', leads.filters, 'waiting', [], 'respond_by'),
          weight: weightOf(leads.waiting),
          beside: {
            text: t('glance.late', { count: leads.late }),
            to: listOf('/leads', leads.filters, 'late', [], 'respond_by'),
            weight: weightOf(leads.late, 'danger'),
          },
        },
        quotes !== null && {
          text: format.number(quotes.waiting),
          label: t('glance.quotes', { count: quotes.waiting }),
          to: listOf('/quotes', quotes.filters, 'waiting', [], 'valid_until'),
          weight: weightOf(quotes.waiting),
          beside: {
            text: t('glance.expiring', { count: quotes.expiring }),
            to: listOf('/quotes', quotes.filters, 'expiring', [], 'valid_until'),
            weight: weightOf(quotes.expiring, 'warning'),
          },
        },
        deals !== null && {
          text: format.number(deals.rotting),
          label: t('glance.rotting', { count: deals.rotting }),
          hint: t('glance.rottingHint'),
          to: dealsOf('rotting', '-base_amount'),
          weight: weightOf(deals.rotting, 'warning'),
          beside: {
            text: t('glance.pushed', { count: deals.pushed }),
            to: dealsOf('pushed', '-base_amount'),
          },
        },
        deals !== null && {
          text: money(deals.open.weighted_amount),
          label: t('glance.weighted'),
          hint: t('glance.weightedHint', { count: deals.open.unvalued }),
          to: dealsOf('open', '-base_amount'),
          beside: {
            text: t('glance.open', { count: deals.open.count, amount: money(deals.open.base_amount) }),
            to: dealsOf('open', '-base_amount'),
          },
        },
      ]}
    />
  );
}
