import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../ui/format';
import { State } from '../drawn';
import styles from '../quotes.module.css';
import { useVersions, type Quote } from '../queries';

/** Every version of the offer, the last one first; nothing where there is only one. */
export function Versions({ quote }: { quote: Quote }) {
  const { t } = useTranslation('quotes');
  const format = useFormat();
  const found = useVersions(quote.number).data?.items ?? [];
  if (found.length < 2) return null;
  return (
    <section className={styles.panel}>
      <h2>{t('versions')}</h2>
      <ol className={styles.versions} reversed>
        {[...found]
          .sort((a, b) => b.revision - a.revision)
          .map((one) => (
            <li key={one.id} aria-current={one.id === quote.id ? 'true' : undefined}>
              <Link to={`/quotes/${one.id}`}>{t('version', { revision: one.revision })}</Link>
              <State value={one.state} />
              <span className={styles.number}>{format.money(one.gross.amount, one.gross.currency)}</span>
            </li>
          ))}
      </ol>
    </section>
  );
}
