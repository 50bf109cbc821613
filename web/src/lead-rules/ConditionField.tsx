import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../ui/filters/FilterBar';
import { drawn, EVERY, useFacts } from './facts';
import styles from './lead-rules.module.css';

interface Props {
  value: unknown;
  onChange: (condition: unknown) => void;
  error?: string;
}

/** Which leads a rule is about. */
export function ConditionField({ value, onChange, error }: Props) {
  const { t } = useTranslation('lead-rules');
  const id = useId();
  const facts = useFacts();
  const condition = drawn(value ?? EVERY);
  return (
    <div className={styles.asked} role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {t('condition')}
      </span>
      <FilterBar description={facts} value={condition} onChange={(next) => onChange(next ?? EVERY)} />
      {condition === null && <p className={styles.hint}>{t('everyLead')}</p>}
      {error && (
        <p className={styles.fault} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
