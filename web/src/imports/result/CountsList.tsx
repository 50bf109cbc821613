import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import type { Counts } from '../calls';
import styles from '../imports.module.css';

const NUMBERS = ['rows_read', 'created', 'updated', 'skipped', 'failed', 'errors'] as const;

export function CountsList({ counts }: { counts: Counts }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <dl className={styles.counts}>
      {NUMBERS.map((name) => (
        <div key={name}>
          <dt>{t(`counts.${name}`)}</dt>
          <dd>{format.number(counts[name])}</dd>
        </div>
      ))}
    </dl>
  );
}
