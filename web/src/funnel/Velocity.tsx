import { useTranslation } from 'react-i18next';
import { useFormat } from '../ui/format';
import styles from './funnel.module.css';
import type { Funnel } from './queries';

const DAY = 86_400; // seconds

/** What is won in a day as things go, and the four figures it is made of; each says where it comes from. */
export function Velocity({ velocity }: Pick<Funnel, 'velocity'>) {
  const { t } = useTranslation('funnel');
  const format = useFormat();
  const money = (one: { amount: string; currency: string } | null) =>
    one ? format.money(one.amount, one.currency) : '—';
  const { won, lost, win_rate: rate, cycle_days: cycle } = velocity;
  const counts = { won: format.number(won), lost: format.number(lost) };
  const figures = [
    ['per_day', money(velocity.per_day)],
    ['open_deals', format.number(velocity.open_deals)],
    ['win_rate', rate === null ? '—' : format.percent(rate / 100)],
    ['average_value', money(velocity.average_value)],
    ['cycle', cycle === null ? '—' : format.duration(cycle * DAY)],
  ] as const;
  return (
    <dl className={styles.figures}>
      {figures.map(([name, value]) => (
        <div key={name} title={t(`velocity.${name}Hint`, counts)}>
          <dt>{t(`velocity.${name}`)}</dt>
          <dd>{value}</dd>
          <dd className={styles.hint}>{t(`velocity.${name}Hint`, counts)}</dd>
        </div>
      ))}
    </dl>
  );
}
