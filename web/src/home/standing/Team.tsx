import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import home from '../home.module.css';
import { News } from '../News';
import { Panel } from '../Panel';
import { Work } from '../Work';
import { listOf } from './links';
import { People } from './People';
import { Pipelines } from './Pipelines';
import { useMine, useTeam, type TeamStanding } from './queries';
import { Tiles, weightOf } from './Tiles';
import { Approvals } from './Waiting';
import { Won } from './Won';

/** How those stand whom somebody leads. */
export function Team() {
  const { data, isError, error, refetch } = useTeam();
  const approvals = useMine(useMay('quote.approve')).data?.approvals;
  return (
    <>
      {isError && <ErrorState error={error} retry={() => void refetch()} />}
      {data && <Glance team={data} approvals={approvals} />}
      {approvals && <Approvals approvals={approvals} />}
      {data && (data.people.length > 0 ? <People team={data} /> : <Nobody />)}
      <div className={home.columns}>
        <div className={home.side}>
          {!data && !isError && <Skeleton active paragraph={{ rows: 10 }} />}
          {data && data.pipelines.length > 0 && (
            <Pipelines pipelines={data.pipelines} filters={data.filters} />
          )}
        </div>
        <div className={home.side}>
          {data && (
            <Won figures={data.total} days={data.won_by_day} filters={data.filters} today={data.today} />
          )}
          <News />
          <Work />
        </div>
      </div>
    </>
  );
}

type Waiting = NonNullable<ReturnType<typeof useMine>['data']>['approvals'];

function Glance({ team, approvals }: { team: TeamStanding; approvals?: Waiting }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const { total, filters, lead_filters: leads } = team;
  const money = (one: { amount: string; currency: string }) => format.moneyRounded(one.amount, one.currency);
  const dealsOf = (figure: string, sort = '-base_amount') =>
    listOf('/opportunities', filters, figure, [], sort);
  return (
    <Tiles
      label={t('glance.label')}
      tiles={[
        {
          text: money(total.open.weighted_amount),
          label: t('glance.weighted'),
          hint: t('glance.weightedHint', { count: total.open.unvalued }),
          to: dealsOf('open'),
          beside: {
            text: t('glance.open', { count: total.open.count, amount: money(total.open.base_amount) }),
            to: dealsOf('open'),
          },
        },
        {
          text: money(total.won.base_amount),
          label: t('glance.won', { count: total.won.count }),
          to: dealsOf('won', '-closed_at'),
          beside: {
            text: t('people.before', {
              amount: money(total.won_before.base_amount),
              count: total.won_before.count,
            }),
            to: dealsOf('won_before', '-closed_at'),
          },
        },
        {
          text: format.number(total.rotting),
          label: t('glance.rotting', { count: total.rotting }),
          hint: t('glance.rottingHint'),
          to: dealsOf('rotting'),
          weight: weightOf(total.rotting, 'warning'),
          beside: { text: t('glance.pushed', { count: total.pushed }), to: dealsOf('pushed') },
        },
        {
          text: format.number(total.leads_late),
          label: t('glance.lateLeads', { count: total.leads_late }),
          to: listOf('/leads', leads, 'late', [], 'respond_by'),
          weight: weightOf(total.leads_late, 'danger'),
          beside: {
            text: t('glance.waitingLeads', { count: total.leads_waiting }),
            to: listOf('/leads', leads, 'waiting', [], 'respond_by'),
          },
        },
        approvals != null && {
          text: format.number(approvals.waiting),
          label: t('glance.approvals', { count: approvals.waiting }),
          to: listOf('/quotes', approvals.filters, 'waiting'),
          weight: weightOf(approvals.waiting, 'danger'),
        },
      ]}
    />
  );
}

function Nobody() {
  const { t } = useTranslation('home');
  return (
    <Panel title={t('people.title')}>
      <EmptyState title={t('people.emptyTitle')} text={t('people.emptyText')} />
    </Panel>
  );
}
