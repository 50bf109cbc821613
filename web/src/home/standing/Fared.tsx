import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFunnel } from '../../funnel/queries';
import { useFormat } from '../../ui/format';
import styles from './standing.module.css';

const DAY = 86_400; // seconds
const RECENT = 90; // days that the funnel shows unless asked
const USUAL = { since: '', until: '', owner: '', product: '' };

/** Conversion and speed of the last ninety days; comes when it comes. */
export function Fared({ pipelineId }: { pipelineId: string }) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  const velocity = useFunnel(pipelineId, USUAL).data?.velocity;
  const { win_rate: rate, cycle_days: cycle, per_day: worth, won = 0, lost = 0 } = velocity ?? {};
  const facts = [
    ['win_rate', rate == null ? '—' : format.percent(rate / 100)],
    ['cycle', cycle == null ? '—' : format.duration(cycle * DAY)],
    ['per_day', worth == null ? '—' : format.moneyRounded(worth.amount, worth.currency)],
  ] as const;
  return (
    <dl className={styles.facts} title={t('last', { count: RECENT })}>
      {facts.map(([name, value]) => (
        <div key={name} title={t(`velocity.${name}Hint`, { won, lost })}>
          <dt>{t(`velocity.${name}`)}</dt>
          <dd>
            <Link to={`/funnel?pipeline=${pipelineId}`}>{value}</Link>
          </dd>
        </div>
      ))}
    </dl>
  );
}
