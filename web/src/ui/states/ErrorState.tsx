import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problems';
import { useProblemText } from '../problems';
import styles from './states.module.css';

/** What happened, in words, and what to do. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation('ui');
  const text = useProblemText();
  const trace = error instanceof ProblemError ? error.problem.trace_id : null;
  return (
    <div className={styles.state} role="alert">
      <h2>{t('error.title')}</h2>
      <p>{text(error)}</p>
      {trace && <p className={styles.trace}>{t('error.trace', { id: trace })}</p>}
      {retry && <Button onClick={retry}>{t('error.retry')}</Button>}
    </div>
  );
}
