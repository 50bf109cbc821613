import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useProblemText } from '../ui/problems';
import styles from './setup.module.css';
import { endSetUp, STEPS, type States } from './steps';

/** The end of it, with what was left out. */
export function Finished({ states }: { states: States }) {
  const { t, i18n } = useTranslation('setup');
  const { message } = App.useApp();
  const text = useProblemText();
  const navigate = useNavigate();
  const left = STEPS.filter((step) => states[step] !== 'done').map((step) => t(`steps.${step}.title`));
  const steps = new Intl.ListFormat(i18n.language).format(left);
  const end = () => {
    endSetUp().then(
      () => navigate('/'),
      (error: unknown) => message.error(text(error)),
    );
  };
  return (
    <>
      <header>
        <h1>{t('finished.title')}</h1>
        <p className={styles.quiet}>{left.length > 0 ? t('finished.left', { steps }) : t('finished.all')}</p>
      </header>
      <p className={styles.ways}>
        <Button type="primary" onClick={end}>
          {t('finished.end')}
        </Button>
      </p>
    </>
  );
}
