import { Skeleton } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { watched } from '../ui/operations/watched';
import { ErrorState } from '../ui/states/ErrorState';
import { hasBegun, isOpen, useImport } from './calls';
import styles from './imports.module.css';
import { ResultView } from './result/ResultView';
import { RunningView } from './result/RunningView';
import { Setup } from './setup/Setup';

/** One import: set up step by step, then at work, then its end. */
export function ImportPage() {
  useTranslation(['imports', 'imports/fields', 'imports/faults']); // all at once, so that no step waits for texts
  const { id = '' } = useParams();
  const found = useImport(id);
  useEffect(() => {
    watched.add(id);
    return () => void watched.delete(id);
  }, [id]);
  if (found.isError && !found.data)
    return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  const job = found.data;
  if (!job)
    return (
      <div className={styles.page}>
        <Skeleton active paragraph={{ rows: 10 }} />
      </div>
    );
  if (isOpen(job.state)) return <Setup key={job.id} job={job} />;
  return hasBegun(job.state) ? <RunningView job={job} /> : <ResultView job={job} />;
}
