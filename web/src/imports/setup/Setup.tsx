import { Alert, App, Button, Steps } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportDetailed } from '../calls';
import styles from '../imports.module.css';
import { sheetOf, updateOf } from '../mapping';
import { useRefusals } from '../problems';
import { CheckStep } from './CheckStep';
import { ColumnsStep } from './ColumnsStep';
import { FileStep } from './FileStep';
import { STEPS, useSetup } from './useSetup';

/** An import before it starts: the file, its columns, and how its first rows would be written. */
export function Setup({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const { modal } = App.useApp();
  const refusals = useRefusals();
  const setup = useSetup(job);
  const { choices, problem } = setup;
  // A preview shows what the service knows: whoever comes to it with other choices is still choosing.
  const step = setup.step === 'check' && updateOf(job, choices) ? 'columns' : setup.step;
  const sheet = sheetOf(job, choices.sheet);
  const page = useRef<HTMLDivElement>(null);
  useEffect(() => {
    page.current?.scrollIntoView({ block: 'start' }); // each step begins at its top
  }, [step]);
  const discard = () =>
    void modal.confirm({
      title: t('steps.discardTitle', { name: job.file_name }),
      content: t('steps.discardText'),
      okText: t('steps.discard'),
      okButtonProps: { danger: true },
      cancelText: t('run.keepOpen'),
      onOk: setup.discard,
    });
  return (
    <div className={styles.page} ref={page}>
      <div className={styles.head}>
        <h1>{job.file_name}</h1>
        <Button onClick={discard}>{t('steps.discard')}</Button>
      </div>
      <nav className={styles.steps} aria-label={t('steps.label')}>
        <Steps
          size="small"
          responsive={false}
          current={STEPS.indexOf(step)}
          onChange={(index) => void setup.goTo(STEPS[index] ?? 'file')}
          items={[
            ...STEPS.map((one) => ({ title: t(`steps.${one}`) })),
            { title: t('steps.run'), disabled: true },
          ]}
        />
      </nav>
      {problem !== undefined && (
        <Alert
          type="error"
          showIcon
          role="alert"
          title={t('columns.refused')}
          description={refusals(problem, choices.target).map((one) => (
            <div key={one}>{one}</div>
          ))}
        />
      )}
      {step === 'file' && <FileStep job={job} sheet={sheet} setup={setup} />}
      {step === 'columns' && sheet && <ColumnsStep job={job} sheet={sheet} setup={setup} />}
      {step === 'check' && <CheckStep job={job} setup={setup} />}
    </div>
  );
}
