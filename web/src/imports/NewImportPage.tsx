import { Alert, App, Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { MayNot } from '../ui/records/MayNot';
import { useImportActs } from './calls';
import { DropZone } from './DropZone';
import { Examples } from './Examples';
import styles from './imports.module.css';
import { newIn, pageOf, useMayImport, useService } from './place';
import { useRefusals } from './problems';
import { ServiceChoice } from './ServiceChoice';
import { useUpload, type Upload } from './useUpload';

/** The first step of an import: a file. */
export function NewImportPage() {
  return useMayImport() ? <NewImport /> : <MayNot />;
}

function NewImport() {
  const { t } = useTranslation('imports');
  const { message } = App.useApp();
  const go = useNavigate();
  const service = useService();
  const { take } = useImportActs();
  const { upload, begin, stop } = useUpload((job) => {
    take(job);
    void go(`${pageOf(service, job.id)}?step=file`, { replace: true });
  });
  const accept = (files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    if (files.length > 1) void message.info(t('upload.one', { name: file.name }));
    void begin(file);
  };
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t('upload.title')}</h1>
        <ServiceChoice pathOf={newIn} />
      </div>
      <p className={styles.lead}>{t('upload.lead')}</p>
      {upload.state === 'sending' ? (
        <Sending upload={upload} onStop={stop} />
      ) : (
        <>
          {upload.state === 'failed' && <Failed upload={upload} />}
          <DropZone onFiles={accept} />
        </>
      )}
      <Examples />
    </div>
  );
}

function Sending({ upload, onStop }: { upload: Upload & { state: 'sending' }; onStop: () => void }) {
  const { t } = useTranslation('imports');
  const { name, share } = upload;
  return (
    <div className={styles.section} role="status">
      <span>{share < 1 ? t('upload.sending', { name }) : t('upload.reading', { name })}</span>
      <Progress
        percent={Math.floor(share * 100)}
        status="active"
        aria-label={t('upload.sending', { name })}
      />
      <div>
        <Button onClick={onStop}>{t('upload.stop')}</Button>
      </div>
    </div>
  );
}

function Failed({ upload }: { upload: Upload & { state: 'failed' } }) {
  const { t } = useTranslation('imports');
  const refusals = useRefusals();
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={t('upload.failed', { name: upload.name })}
      description={refusals(upload.error, null).join(' ')}
    />
  );
}
