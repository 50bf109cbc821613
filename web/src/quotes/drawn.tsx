import { useTranslation } from 'react-i18next';
import { numberOf } from '../ui/fields/values';
import styles from './quotes.module.css';
import { STATES } from './states';

/** A word and a colour. */
export function State({ value }: { value: unknown }) {
  const { t } = useTranslation('quotes');
  const state = STATES.find((one) => one === value);
  return state ? (
    <span className={styles.state} data-state={state}>
      {t(`states.${state}`)}
    </span>
  ) : null;
}

const Percent = ({ value }: { value: unknown }) => `${numberOf(value) ?? 0}%`;

export const STATE = { Value: State };
export const PERCENT = { Value: Percent };
