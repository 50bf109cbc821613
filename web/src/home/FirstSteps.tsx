import { CheckCircleFilled } from '@ant-design/icons';
import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useProblemText } from '../ui/problems';
import styles from './home.module.css';
import { endSteps, STEPS, useFirstSteps, type Step } from './steps';

const PATHS: Readonly<Record<Step, string>> = {
  organisation: '/administration/organisation',
  teams: '/administration/teams',
  people: '/administration/people',
  roles: '/administration/roles',
  customers: '/imports/new',
};

/** What an administrator does first, one step after the other. */
export function FirstSteps() {
  const { t } = useTranslation('home');
  const { message } = App.useApp();
  const text = useProblemText();
  const done = useFirstSteps();
  if (!done) return null;
  const next = STEPS.find((step) => !done[step]);
  const hide = () => {
    endSteps().catch((error: unknown) => void message.error(text(error)));
  };
  const count = STEPS.filter((step) => done[step]).length;
  return (
    <section className={styles.steps} aria-labelledby="first-steps">
      <header className={styles.panelHead}>
        <h2 id="first-steps">{t('steps.title')}</h2>
        <span className={styles.quiet}>{t('steps.count', { count, of: STEPS.length })}</span>
        <Button type="text" size="small" onClick={hide}>
          {t(next ? 'steps.hide' : 'steps.over')}
        </Button>
      </header>
      <ol>
        {STEPS.map((step, at) => (
          <li key={step} data-done={done[step]} aria-current={step === next ? 'step' : undefined}>
            <span className={styles.tick}>{done[step] ? <CheckCircleFilled aria-hidden /> : at + 1}</span>
            <div>
              <Link to={PATHS[step]}>{t(`steps.${step}.title`)}</Link>
              {done[step] && <span className="unseen">{t('steps.done')}</span>}
              <p className={styles.quiet}>{t(`steps.${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
