import { useTranslation } from 'react-i18next';
import styles from './related.module.css';

interface Props {
  panel: string;
  reason: string;
}

/** A service that did not answer: what is missing, and why. The rest of the page stands. */
export function MissingNote({ panel, reason }: Props) {
  const { t, i18n } = useTranslation('customers');
  const name = `missing.panels.${panel}`;
  const why = `missing.reasons.${reason}`;
  // as: a newer gateway may name panels and reasons that have no text of their own yet
  const known = (key: string) => i18n.exists(key, { ns: 'customers' });
  return (
    <p className={styles.missing} role="status">
      {t('missing.text', {
        panel: known(name) ? t(name as 'missing.panels.consents') : panel,
        reason: t((known(why) ? why : 'missing.reasons.unavailable') as 'missing.reasons.unavailable'),
      })}
    </p>
  );
}
