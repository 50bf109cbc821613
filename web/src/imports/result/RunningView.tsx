import { App, Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../ui/problems';
import { useFormat } from '../../ui/format';
import { useImportActs, type ImportDetailed } from '../calls';
import styles from '../imports.module.css';
import { CountsList } from './CountsList';

/** An import at work: how far it is, and the way to stop it. */
export function RunningView({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const { modal, message } = App.useApp();
  const format = useFormat();
  const problem = useProblemText();
  const { cancel } = useImportActs();
  const { rows_read, rows_total } = job.counts;
  const name = job.file_name;
  const stop = () =>
    void modal.confirm({
      title: t('run.stopTitle', { name }),
      content: t('run.stopText'),
      okText: t('run.stop'),
      okButtonProps: { danger: true },
      cancelText: t('run.keep'),
      onOk: () => cancel(job.id).catch((error: unknown) => void message.error(problem(error))),
    });
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t(job.state === 'queued' ? 'run.waiting' : 'run.title', { name })}</h1>
        <Button danger onClick={stop}>
          {t('run.stop')}
        </Button>
      </div>
      <section className={styles.section} aria-label={t('run.progress')}>
        <Progress percent={Math.floor(job.progress * 100)} status="active" aria-label={t('run.progress')} />
        <span role="status" className={styles.lead}>
          {t('counts.of', { done: format.number(rows_read), total: format.number(rows_total) })}
        </span>
        <CountsList counts={job.counts} />
        <p className={styles.lead}>{t('run.leave')}</p>
      </section>
    </div>
  );
}
