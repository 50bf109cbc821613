import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { useMay } from '../../session/session';
import { RecordList } from '../../ui/list/RecordList';
import { MayNot } from '../../ui/records/MayNot';
import { EmptyState } from '../../ui/states/EmptyState';
import { translated } from './address';
import { useTrailDescription } from './description';
import { LinePanel } from './LinePanel';
import { useNewLines } from './queries';
import { VerificationPanel } from './VerificationPanel';

/** Who did what, and whether somebody tampered with what is told of it. */
export function AuditPage() {
  const may = useMay('audit.read');
  const [address] = useSearchParams();
  const anew = translated(address);
  if (!may) return <MayNot />;
  return anew ? <Navigate replace to={{ search: anew.toString() }} /> : <Trail />;
}

/** Drawn anew only for what it shows, not for every line that the address opens beside it. */
const Trail = memo(function Trail() {
  const { t } = useTranslation('administration/audit');
  useNewLines();
  return (
    <RecordList
      description={useTrailDescription()}
      title={t('title')}
      lead={<VerificationPanel />}
      search={false}
      peek={(id) => <LinePanel id={id} />}
      empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} />}
    />
  );
});
