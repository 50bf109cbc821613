import { DownloadOutlined, LoadingOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../quotes.module.css';
import { fileOf, useDocument, type Quote } from '../queries';

const PLAIN = '#toolbar=0&navpanes=0&view=FitH'; // as viewers of browsers take it

/** The document as the customer gets it, made anew when the quote changes; on a phone it is opened by itself. */
export function Preview({ quote }: { quote: Quote }) {
  const { t } = useTranslation('quotes');
  const { document, error, again } = useDocument(quote);
  const old =
    document?.state !== 'done' || (document.kind === 'draft' && document.quote_version !== quote.version);
  const file = document?.state === 'done' ? fileOf(quote.id, document.id) : null;
  return (
    <section className={styles.panel} aria-label={t('document.title')} aria-busy={old}>
      <header className={styles.head}>
        <h2>{t(document?.kind === 'issued' ? 'document.issued' : 'document.draft')}</h2>
        {file && (
          <a href={file} target="_blank" rel="noreferrer">
            <DownloadOutlined aria-hidden /> {t('document.open')}
          </a>
        )}
      </header>
      <p className={styles.hint} role="status">
        {old && !error && document?.state !== 'failed' && (
          <>
            <LoadingOutlined aria-hidden /> {t('document.making')}
          </>
        )}
      </p>
      {error && <ErrorState error={error} retry={again} />}
      {document?.state === 'failed' && (
        <p className={styles.failed}>
          {t('document.failed')}{' '}
          <Button size="small" onClick={again}>
            {t('document.again')}
          </Button>
        </p>
      )}
      {file ? (
        <iframe key={file} className={styles.paper} src={`${file}${PLAIN}`} title={t('document.title')} />
      ) : (
        !error && document?.state !== 'failed' && <Skeleton active paragraph={{ rows: 12 }} />
      )}
    </section>
  );
}
