import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useProblemText } from '../ui/problems';
import styles from './setup.module.css';
import { StepList } from './StepList';
import { endSetUp, nextOf, STEPS, useSetUp, useSteps } from './steps';

/** On the home page of whoever sets the suite up: how far that is, and the way on. */
export function FirstSteps() {
  const { t } = useTranslation('setup');
  const { message } = App.useApp();
  const text = useProblemText();
  const { due, begun } = useSetUp();
  const { states } = useSteps(due);
  if (!due || !states) return null;
  const next = nextOf(states);
  const count = STEPS.filter((step) => states[step] !== 'open').length;
  const end = () => {
    endSetUp().catch((error: unknown) => void message.error(text(error)));
  };
  return (
    <section className={styles.card} aria-labelledby="first-steps">
      <header>
        <h2 id="first-steps">{t('title')}</h2>
        <span className={styles.quiet}>{t('count', { count, of: STEPS.length })}</span>
        <Button type="text" size="small" onClick={end}>
          {t(next ? 'hide' : 'over')}
        </Button>
      </header>
      <p className={styles.quiet}>{t('lead')}</p>
      <StepList states={states} current={next} />
      {next && (
        <Link to={`/setup/${next}`}>
          <Button type="primary" tabIndex={-1}>
            {begun ? t('goOn', { step: t(`steps.${next}.title`) }) : t('begin')}
          </Button>
        </Link>
      )}
    </section>
  );
}
