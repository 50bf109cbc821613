import { useTranslation } from 'react-i18next';
import { ExportButton } from '../../ui/exports/ExportButton';
import { ListSkeleton } from '../../ui/list/ListSkeleton';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import { useAddress } from '../shared/address';
import styles from '../shared/admin.module.css';
import own from './audit.module.css';
import { Filters } from './Filters';
import { conditionOf, FILTERS, useTrail, type Asked } from './queries';
import { Trail } from './Trail';
import { VerificationPanel } from './VerificationPanel';

const EXPORTED = { list: 'identity.audit', permissions: { export: 'audit.read' } };

/** Who did what, and whether somebody tampered with what is told of it. */
export function AuditPage() {
  const { t } = useTranslation('administration/audit');
  const [asked, ask] = useAddress(...FILTERS);
  return (
    <div className={own.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1>{t('title')}</h1>
          <p className={styles.lead}>{t('lead')}</p>
        </div>
        <ExportButton description={EXPORTED} query={{ filter: conditionOf(asked) }} type="default" />
      </header>
      <VerificationPanel />
      <Filters asked={asked} ask={ask} />
      <Found asked={asked} ask={ask} />
    </div>
  );
}

function Found({ asked, ask }: { asked: Asked; ask: (change: Partial<Asked>) => void }) {
  const { t } = useTranslation('administration/audit');
  const found = useTrail(asked);
  if (found.error) return <ErrorState error={found.error} retry={found.reload} />;
  if (found.pending) return <ListSkeleton />;
  if (found.lines.length === 0) return <EmptyState title={t('emptyTitle')} text={t('emptyText')} />;
  return <Trail key={JSON.stringify(asked)} found={found} ask={ask} />;
}
