import { useState } from 'react';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import admin from '../../administration/shared/admin.module.css';
import { useColleagues } from '../../ui/directory';
import { useFormat } from '../../ui/format';
import { Panel } from '../Panel';
import { listOf, of } from './links';
import { shareOf } from './pace';
import type { SellerFigures, TeamStanding } from './queries';
import styles from './standing.module.css';

const SHOWN = 12;
const COLUMNS = ['open', 'won', 'lost', 'rotting', 'pushed', 'late'] as const;

/** Everybody's figures, those with the most to be expected first; each is a link to what it counts. */
export function People({ team }: { team: TeamStanding }) {
  const { t } = useTranslation('home');
  const [all, setAll] = useState(false);
  const people = all ? team.people : team.people.slice(0, SHOWN);
  const most = Math.max(...team.people.map((one) => Number(one.open.weighted_amount.amount)));
  return (
    <Panel title={t('people.title')}>
      <div className={admin.scroller} tabIndex={0} role="group" aria-label={t('people.title')}>
        <table className={`${admin.table} ${admin.cards} ${styles.people}`}>
          <thead>
            <tr>
              <th scope="col">{t('people.name')}</th>
              {COLUMNS.map((name) => (
                <th key={name} scope="col" title={t(`people.hints.${name}`)}>
                  {t(`people.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <Seller key={one.owner_id ?? ''} {...{ one, most, team }} />
            ))}
          </tbody>
        </table>
      </div>
      {team.people.length > people.length && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('people.more', { count: team.people.length - people.length })}
        </Button>
      )}
    </Panel>
  );
}

/** Where there is little room, what there is none of is left out. */
const none = (count: number) => (count === 0 ? true : undefined);

interface SellerProps {
  one: SellerFigures;
  most: number;
  team: TeamStanding;
}

function Seller({ one, most, team }: SellerProps) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const colleagues = useColleagues();
  const { owner_id: id } = one;
  const name = id === null ? t('people.nobody') : (colleagues.get(id)?.name ?? '…');
  const money = (worth: { amount: string; currency: string }) =>
    format.moneyRounded(worth.amount, worth.currency);
  const deals = (figure: string, sort?: string) =>
    listOf('/opportunities', team.filters, figure, [of(id)], sort);
  const counted = (count: number, to: string) =>
    count === 0 ? <span className={styles.none}>0</span> : <Link to={to}>{format.number(count)}</Link>;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t('people.open')} className={styles.bars}>
        <Link to={deals('open', '-base_amount')}>{money(one.open.weighted_amount)}</Link>
        <span
          aria-hidden
          style={{ inlineSize: `${shareOf(Number(one.open.weighted_amount.amount), most)}%` }}
        />
      </td>
      <td data-label={t('people.won')} data-none={none(one.won.count + one.won_before.count)}>
        <Ended now={one.won} before={one.won_before} {...{ deals, money }} figure="won" />
      </td>
      <td data-label={t('people.lost')} data-none={none(one.lost.count + one.lost_before.count)}>
        <Ended now={one.lost} before={one.lost_before} {...{ deals, money }} figure="lost" />
      </td>
      <td data-label={t('people.rotting')} data-none={none(one.rotting)}>
        {counted(one.rotting, deals('rotting'))}
      </td>
      <td data-label={t('people.pushed')} data-none={none(one.pushed)}>
        {counted(one.pushed, deals('pushed'))}
      </td>
      <td data-label={t('people.late')} data-none={none(one.leads_late)}>
        {counted(one.leads_late, listOf('/leads', team.lead_filters, 'late', [of(id)], 'respond_by'))}
      </td>
    </tr>
  );
}

interface EndedProps {
  now: SellerFigures['won'];
  before: SellerFigures['won'];
  figure: 'won' | 'lost';
  deals: (figure: string, sort?: string) => string;
  money: (worth: { amount: string; currency: string }) => string;
}

/** This month, with last month beside. */
function Ended({ now, before, figure, deals, money }: EndedProps) {
  const { t } = useTranslation('home');
  return (
    <span className={styles.ended}>
      {now.count === 0 ? (
        <span className={styles.none}>0</span>
      ) : (
        <Link to={deals(figure, '-closed_at')}>
          {t('people.month', { amount: money(now.base_amount), count: now.count })}
        </Link>
      )}
      {before.count > 0 && (
        <Link to={deals(`${figure}_before`, '-closed_at')} className={styles.last}>
          {t('people.before', { amount: money(before.base_amount), count: before.count })}
        </Link>
      )}
    </span>
  );
}
