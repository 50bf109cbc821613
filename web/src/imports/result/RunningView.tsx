import { PauseOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { App, Button, Progress } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../ui/problems';
import { useFormat } from '../../ui/format';
import { useImportActs, type ImportDetailed } from '../calls';
import styles from '../imports.module.css';
import { titleOf } from '../mapping';
import { CountsList } from './CountsList';

const TITLES = { queued: 'run.waiting', running: 'run.title', paused: 'run.paused' } as const;

/** An import that has begun: how far it is, and the ways to pause, to go on and to stop. */
export function RunningView({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const { rows_read, rows_total } = job.counts;
  const state = job.state === 'queued' || job.state === 'paused' ? job.state : 'running';
  const paused = state === 'paused';
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{t(TITLES[state], { name: titleOf(job) })}</h1>
        <Acts job={job} paused={paused} />
      </div>
      <section className={styles.section} aria-label={t('run.progress')}>
        <Progress
          percent={Math.floor(job.progress * 100)}
          status={paused ? 'normal' : 'active'}
          strokeColor={paused ? 'var(--warning)' : undefined}
          aria-label={t('run.progress')}
        />
        <span role="status" className={styles.lead}>
          {paused && `${t('states.paused')} · `}
          {t('counts.of', { done: format.number(rows_read), total: format.number(rows_total) })}
        </span>
        <CountsList counts={job.counts} />
        <p className={styles.lead}>{t(paused ? 'run.pausedText' : 'run.leave')}</p>
      </section>
    </div>
  );
}

function Acts({ job, paused }: { job: ImportDetailed; paused: boolean }) {
  const { t } = useTranslation('imports');
  const { modal, message } = App.useApp();
  const problem = useProblemText();
  const { cancel, pause, resume } = useImportActs();
  const [busy, setBusy] = useState(false);
  const attempt = async (act: (id: string) => Promise<unknown>) => {
    setBusy(true);
    await act(job.id).catch((error: unknown) => void message.error(problem(error)));
    setBusy(false);
  };
  const stop = () =>
    void modal.confirm({
      title: t('run.stopTitle', { name: titleOf(job) }),
      content: t('run.stopText'),
      okText: t('run.stop'),
      okButtonProps: { danger: true },
      cancelText: t(paused ? 'run.keepOpen' : 'run.keep'),
      onOk: () => attempt(cancel),
    });
  return (
    <div className={styles.row}>
      <Button
        type={paused ? 'primary' : 'default'}
        icon={paused ? <PlayCircleOutlined /> : <PauseOutlined />}
        loading={busy}
        onClick={() => void attempt(paused ? resume : pause)}
      >
        {t(paused ? 'run.resume' : 'run.pause')}
      </Button>
      <Button danger onClick={stop}>
        {t('run.stop')}
      </Button>
    </div>
  );
}
