import { useTranslation } from 'react-i18next';
import type { Values } from '../../ui/records/RecordForm';
import styles from './Alike.module.css';
import { AlikeList } from './AlikeList';
import { useAlike } from './useAlike';

/** Customers that look like what is typed, so that nobody is added twice. */
export function Alike({ values }: { values: Values }) {
  const { t } = useTranslation('customers');
  const found = useAlike(values);
  if (!found?.length) return <p className={styles.none}>{t('form.alikeNone')}</p>;
  return (
    <section className={styles.alike} aria-live="polite">
      <h2>{t('form.alikeTitle')}</h2>
      <p>{t('form.alikeText')}</p>
      <AlikeList found={found} />
    </section>
  );
}
