import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { Gone } from '../ui/records/Gone';
import type { SaveField } from '../ui/records/description';
import { History } from '../ui/records/History';
import { EditableField } from '../ui/records/EditableField';
import { useReaches } from '../ui/records/may';
import { RecordPage, RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { useRecordSaving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import { ConversionNote } from './converting/ConversionNote';
import { useLeadDescription } from './description';
import { DuplicatesCard } from './duplicates/DuplicatesCard';
import { LeadHeader } from './header/LeadHeader';
import styles from './leads.module.css';
import { leadKey, loadHistory, useLead, useShowSaved, type Lead } from './queries';
import { isOpen, titleOf } from './standing';

const ConvertDialog = lazy(async () => ({
  default: (await import('./converting/ConvertDialog')).ConvertDialog,
}));

const TABS = ['overview', 'history'] as const;
/** Fields that stand in the header, or with what the lead has become. */
const ELSEWHERE = [
  ...['number', 'status', 'reason', 'score', 'owner_id', 'respond_by', 'responded_at'],
  ...['customer_id', 'converted_at', 'message'],
];

export function LeadPage() {
  const { id = '' } = useParams();
  return <LeadRecord id={id} />;
}

/** Somebody who may come to buy: who it is, who else it may be, what to do next. */
export function LeadRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('leads');
  const found = useLead(id);
  useLive([`lead:${id}`]);
  const { refetch } = found;
  const reload = useCallback(() => void refetch(), [refetch]);
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  if (gone) return <Gone action={<Link to="/leads">{t('back')}</Link>} />;
  if (found.data) return <Loaded key={id} lead={found.data} reload={reload} />;
  if (found.isError) return <ErrorState error={found.error} retry={reload} />;
  return <RecordSkeleton />;
}

function Loaded({ lead, reload }: { lead: Lead; reload: () => void }) {
  const description = useLeadDescription();
  const saving = useRecordSaving(description, lead, useShowSaved(), reload);
  const reaches = useReaches();
  const may = lead.deleted_at === null && reaches('lead.update', lead);
  const free = may && lead.conversion?.state !== 'running';
  const [converting, setConverting] = useState<{ customer: string | null } | null>(null);
  const begin = (customer: string | null) => setConverting({ customer });
  const onUse = free && isOpen(lead) ? begin : null;
  return (
    <>
      <RecordPage
        {...{ description, saving }}
        may={free && lead.status !== 'converted'}
        record={lead}
        title={titleOf(lead)}
        without={ELSEWHERE}
        tabs={TABS}
        header={() => <LeadHeader {...{ lead }} may={free} onConvert={() => begin(null)} />}
        related={isOpen(lead) ? <DuplicatesCard {...{ lead, onUse }} /> : undefined}
      >
        {(tab, save) => <Middle {...{ tab, lead, save }} onRetry={onUse && (() => begin(null))} />}
      </RecordPage>
      {converting && (
        <Suspense>
          <ConvertDialog {...{ lead }} customer={converting.customer} onClose={() => setConverting(null)} />
        </Suspense>
      )}
    </>
  );
}

interface MiddleProps {
  tab: (typeof TABS)[number];
  lead: Lead;
  save: SaveField | null;
  onRetry: (() => void) | null;
}

function Middle({ tab, lead, save, onRetry }: MiddleProps) {
  const { fields } = useLeadDescription();
  const { id } = lead;
  if (tab === 'history')
    return (
      <History
        queryKey={[...leadKey(id), 'history']}
        load={(after) => loadHistory(id, after)}
        {...{ fields }}
        record={lead}
        onPutBack={save}
      />
    );
  return <Overview {...{ lead, save, onRetry }} />;
}

/** What they wanted, and what became of it. */
function Overview({ lead, save, onRetry }: Omit<MiddleProps, 'tab'>) {
  const { t } = useTranslation('leads');
  const { fields } = useLeadDescription();
  const message = useMemo(() => fields.find((one) => one.name === 'message'), [fields]);
  const utm = Object.entries(lead.utm);
  return (
    <>
      <ConversionNote {...{ lead, onRetry }} />
      {message && (
        <section className={styles.panel}>
          <h2>{message.label}</h2>
          <EditableField
            field={message}
            value={lead.message}
            fixed={save === null}
            placeholder={t('noMessage')}
            onSave={async (value) => save?.(message, value)}
          />
        </section>
      )}
      {utm.length > 0 && (
        <section className={styles.panel}>
          <h2>{t('utm')}</h2>
          <dl className={styles.become}>
            {utm.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </>
  );
}
