import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import { dayOf } from '../ui/moments';
import styles from './plots.module.css';
import type { Rate } from './queries';
import { lineOf, VIEW } from './steps';

/** Each currency's way over time, as far as its rates are loaded. */
export function Plots({ rates, onChoose }: { rates: readonly Rate[]; onChoose: (code: string) => void }) {
  const { t } = useTranslation('exchange-rates');
  const today = dayOf(new Date(), useMe().time_zone);
  const codes = [...new Set(rates.map((one) => one.currency))].sort();
  return (
    <ul className={styles.plots}>
      {codes.map((code) => {
        const own = rates.filter((one) => one.currency === code); // newest first
        const now = own.find((one) => one.starts_on <= today);
        return (
          <li key={code}>
            <button type="button" onClick={() => onChoose(code)}>
              <span className={styles.line}>
                <strong>{code}</strong>
                <span>{now ? `${now.rate} ${now.base_currency}` : t('notYet')}</span>
              </span>
              <svg viewBox={VIEW} preserveAspectRatio="none" role="img" aria-label={t('plot', { code })}>
                <path d={lineOf(own, today)} vectorEffect="non-scaling-stroke" />
              </svg>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
