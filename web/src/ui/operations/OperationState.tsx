/** How far an operation is, and what became of it. */
import { Progress, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { isAtWork, percentOf, type OperationShown } from './operations';
import styles from './operations.module.css';
import { countsOf, useOutcomes } from './words';

const COLOURS = {
  queued: undefined,
  running: 'processing',
  done: 'success',
  failed: 'error',
  cancelled: 'warning',
};

export function OperationState({ operation }: { operation: OperationShown }) {
  const { t } = useTranslation('ui/operations');
  const told = useOutcomes();
  const { state, undone_by_id, issues } = operation;
  if (isAtWork(operation))
    return <Progress percent={percentOf(operation)} size="small" aria-label={t(`states.${state}`)} />;
  return (
    <span className={styles.result}>
      {undone_by_id === null ? (
        <Tag color={COLOURS[state]}>{t(`states.${state}`)}</Tag>
      ) : (
        <Tag>{t('states.undone')}</Tag>
      )}
      <span>{told(countsOf(operation))}</span>
      {issues > 0 && <span className={styles.weak}>{t('issueCount', { count: issues })}</span>}
    </span>
  );
}
