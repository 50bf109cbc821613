import { useTranslation } from 'react-i18next';
import styles from '../leads.module.css';

/** Lines of a card that nothing was made of, for whoever looks it over. */
export function Unread({ lines }: { lines: readonly string[] }) {
  const { t } = useTranslation('leads');
  if (lines.length === 0) return <p className={styles.hint}>{t('card.check')}</p>;
  return (
    <section className={styles.panel}>
      <h2>{t('card.unread')}</h2>
      <ul className={styles.faults}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
