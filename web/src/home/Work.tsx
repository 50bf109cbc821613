import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { pageOf, percentOf, placeOf } from '../ui/operations/operations';
import type { Service } from '../ui/operations/services';
import { useTitle } from '../ui/operations/words';
import styles from './home.module.css';
import { Panel } from './Panel';
import { useOpenImports, useRunningOperations } from './atWork';

/** What is at work, or waits for one to go on; absent while there is none. */
export function Work() {
  const { t } = useTranslation('home');
  const title = useTitle();
  const imports = [...useImports('customer'), ...useImports('sales')];
  const running = [...useOperations('customer'), ...useOperations('sales')];
  if (imports.length === 0 && running.length === 0) return null;
  return (
    <Panel title={t('work.title')}>
      <ul className={styles.rows}>
        {imports.map((one) => (
          <li key={one.id}>
            <Link to={one.path}>{one.file_name}</Link>
            {['uploaded', 'ready', 'paused'].includes(one.state) ? (
              <span className={styles.quiet}>{t('work.waits')}</span>
            ) : (
              <progress aria-label={one.file_name} value={one.progress} />
            )}
          </li>
        ))}
        {running.map((one) => (
          <li key={one.id}>
            <Link to={pageOf(placeOf(one))}>{title(one)}</Link>
            <progress aria-label={title(one)} value={percentOf(one)} max={100} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const useImports = (service: Service) =>
  (useOpenImports(service).data?.items ?? []).map((one) => ({
    ...one,
    path: `/imports/${service}/${one.id}`,
  }));

const useOperations = (service: Service) =>
  (useRunningOperations(service).data?.items ?? []).filter((one) => one.kind !== 'import');
