import { useTranslation } from 'react-i18next';
import type { Channel, Preview } from './queries';
import styles from './templates.module.css';

interface Props {
  preview: { data?: Preview; isError: boolean; isFetching: boolean };
  channel: Channel;
}

/** The message as it would be sent, with the topic's sample; the mail's HTML is let do nothing. */
export function Filled({ preview, channel }: Props) {
  const { t } = useTranslation('notification-templates');
  const { data: filled, isError } = preview;
  return (
    <section className={styles.panel} aria-live="polite" aria-busy={preview.isFetching}>
      <h2>{t('preview')}</h2>
      {isError && <p className={styles.hint}>{t('previewOld')}</p>}
      {filled && channel === 'email' && <strong>{filled.subject}</strong>}
      {filled?.html && (
        <iframe className={styles.mail} title={t('preview')} sandbox="" srcDoc={filled.html} />
      )}
      {filled && !filled.html && <p className={styles.message}>{filled.text}</p>}
      {filled?.sms && (
        <p className={styles.hint}>
          {t('sms', { count: filled.sms.parts, length: filled.sms.length })} ·{' '}
          {t(`encodings.${filled.sms.encoding}`)}
        </p>
      )}
      {filled?.html && (
        <details>
          <summary>{t('asText')}</summary>
          <p className={styles.message}>{filled.text}</p>
        </details>
      )}
    </section>
  );
}
