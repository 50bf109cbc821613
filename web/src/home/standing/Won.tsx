import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../ui/format';
import { Panel } from '../Panel';
import { listOf } from './links';
import { lineOf, paceOf } from './pace';
import type { DealFigures, TeamStanding } from './queries';
import styles from './standing.module.css';

const BOX: [number, number] = [320, 96];
const MONTHS = ['won', 'won_before'] as const;

interface Props {
  figures: DealFigures;
  days: TeamStanding['won_by_day'];
  filters: TeamStanding['filters'];
  today: string;
}

/** What was won this month as it came in, against last month. */
export function Won({ figures, days, filters, today }: Props) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const { now, before, ahead } = paceOf(days, today);
  const { currency } = figures.won.base_amount;
  const by = format.moneyRounded(Math.abs(ahead), currency);
  const quiet = now.at(-1) === 0 && before.at(-1) === 0;
  return (
    <Panel title={t('won.title')}>
      <div className={styles.card}>
        <dl className={styles.months}>
          {MONTHS.map((name) => (
            <div key={name} data-month={name}>
              <dt>{t(`won.${name}`)}</dt>
              <dd>
                <Link to={listOf('/opportunities', filters, name, [], '-closed_at')}>
                  {format.moneyRounded(figures[name].base_amount.amount, currency)}
                </Link>
                <small>{t('won.deals', { count: figures[name].count })}</small>
              </dd>
            </div>
          ))}
        </dl>
        {quiet ? (
          <p className={styles.calm}>{t('won.empty')}</p>
        ) : (
          <>
            <Lines {...{ now, before }} label={t('won.plot')} />
            <p className={styles.pace} data-ahead={ahead >= 0}>
              {ahead === 0 ? t('won.even') : t(ahead > 0 ? 'won.ahead' : 'won.behind', { by })}
            </p>
          </>
        )}
      </div>
    </Panel>
  );
}

/** Drawn by hand: two lines need no library, and are there with the page. */
function Lines({ now, before, label }: { now: number[]; before: number[]; label: string }) {
  const days = Math.max(now.length, before.length);
  const most = Math.max(now.at(-1) ?? 0, before.at(-1) ?? 0);
  const [width, height] = BOX;
  const line = (sums: number[]) => lineOf(sums, days, most, BOX);
  return (
    <figure className={styles.plot}>
      <svg viewBox={`0 -4 ${width} ${height + 8}`} preserveAspectRatio="none" role="img" aria-label={label}>
        <polygon points={`0,${height} ${line(before)} ${width},${height}`} />
        <polyline className={styles.before} points={line(before)} />
        <polyline className={styles.now} points={line(now)} />
      </svg>
      <figcaption aria-hidden>
        <span>1</span>
        <span>{Math.round(days / 2)}</span>
        <span>{days}</span>
      </figcaption>
    </figure>
  );
}
