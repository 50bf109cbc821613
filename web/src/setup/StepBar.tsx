import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProblemText } from '../ui/problems';
import styles from './setup.module.css';
import { FINISHED, nextOf, skip, STEPS, type States, type Step } from './steps';

interface Props {
  step: Step;
  states: States;
  skipped: readonly Step[];
}

/** To the next step, the one before, or past this one. */
export function StepBar({ step, states, skipped }: Props) {
  const { t } = useTranslation('setup');
  const { message } = App.useApp();
  const text = useProblemText();
  const navigate = useNavigate();
  const before = STEPS[STEPS.indexOf(step) - 1];
  const go = (to: string) => void navigate(`/setup/${to}`);
  const leave = () => {
    skip([...skipped, step]).catch((error: unknown) => void message.error(text(error)));
    go(nextOf({ ...states, [step]: 'skipped' }, step) ?? FINISHED);
  };
  return (
    <footer className={styles.bar}>
      {before && <Button onClick={() => go(before)}>{t('back')}</Button>}
      {states[step] === 'open' ? (
        <Button onClick={leave}>{t('skip')}</Button>
      ) : (
        <Button type="primary" onClick={() => go(nextOf(states, step) ?? FINISHED)}>
          {t('next')}
        </Button>
      )}
      <Button type="text" onClick={() => void navigate('/')}>
        {t('leave')}
      </Button>
    </footer>
  );
}
