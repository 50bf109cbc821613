import { useTranslation } from 'react-i18next';
import type { Entry } from './filters';
import { iconOf } from './icons';
import { EntryMoment } from './moment';
import { useSentence } from './sentences';
import styles from './Timeline.module.css';

const FOLDED_FROM = 4;

/** What the system did, one sentence each; many in a row do not bury what people said. */
export function FactsItem({ entries }: { entries: readonly Entry[] }) {
  const { t } = useTranslation('timeline');
  const lines = entries.map((entry) => <Fact key={entry.id} entry={entry} />);
  return (
    <li className={styles.item} data-fact="true">
      <span className={styles.icon} aria-hidden="true">
        {iconOf('system')}
      </span>
      {entries.length < FOLDED_FROM ? (
        <ul className={styles.facts}>{lines}</ul>
      ) : (
        <details className={styles.facts}>
          <summary>{t('facts.folded', { count: entries.length })}</summary>
          <ul className={styles.facts}>{lines}</ul>
        </details>
      )}
    </li>
  );
}

function Fact({ entry }: { entry: Entry }) {
  const { sentence, note } = useSentence()(entry);
  return (
    <li className={styles.fact}>
      <span>
        {sentence}
        {note && <q className={styles.quote}>{note}</q>}
      </span>
      <EntryMoment at={entry.occurred_at} />
    </li>
  );
}
