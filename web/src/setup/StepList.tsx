import { CheckCircleFilled, MinusOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './setup.module.css';
import { STEPS, type States, type Step } from './steps';

/** The steps in their order, each ticked, left out or open. */
export function StepList({ states, current }: { states: States; current: Step | undefined }) {
  const { t } = useTranslation('setup');
  return (
    <ol className={styles.steps}>
      {STEPS.map((step, at) => (
        <li key={step} data-state={states[step]} aria-current={step === current ? 'step' : undefined}>
          <Link to={`/setup/${step}`}>
            <span className={styles.tick} aria-hidden>
              {states[step] === 'done' && <CheckCircleFilled />}
              {states[step] === 'skipped' && <MinusOutlined />}
              {states[step] === 'open' && at + 1}
            </span>
            <span className={styles.name}>{t(`steps.${step}.title`)}</span>
            {states[step] !== 'open' && <span className="unseen">{t(`states.${states[step]}`)}</span>}
          </Link>
        </li>
      ))}
    </ol>
  );
}
