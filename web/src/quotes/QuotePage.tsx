import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { ConflictDialog } from '../ui/records/ConflictDialog';
import { Gone } from '../ui/records/Gone';
import { useReaches } from '../ui/records/may';
import { RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { useRecordSaving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import { Course } from './course/Course';
import { Versions } from './course/Versions';
import { useWrittenDescription } from './description';
import { Preview } from './document/Preview';
import { Editor } from './Editor';
import { Notes } from './header/Notes';
import { QuoteHeader } from './header/QuoteHeader';
import styles from './quotes.module.css';
import { Sendings } from './sending/Sendings';
import { useQuote, useShowSaved, type Quote } from './queries';
import { numberOf } from './states';

export function QuotePage() {
  const { id = '' } = useParams();
  return <QuoteRecord id={id} />;
}

/** An offer while it is written, approved, sent and answered; the document stands beside it. */
export function QuoteRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('quotes');
  const found = useQuote(id);
  useLive([`quote:${id}`]);
  const { refetch } = found;
  const reload = useCallback(() => void refetch(), [refetch]);
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  if (gone) return <Gone action={<Link to="/quotes">{t('back')}</Link>} />;
  if (found.data) return <Loaded key={id} quote={found.data} reload={reload} />;
  if (found.isError) return <ErrorState error={found.error} retry={reload} />;
  return <RecordSkeleton />;
}

function Loaded({ quote, reload }: { quote: Quote; reload: () => void }) {
  const description = useWrittenDescription();
  const saving = useRecordSaving(description, quote, useShowSaved(), reload);
  const reaches = useReaches();
  const may = reaches('quote.update', quote);
  const written = may && quote.state === 'draft' && quote.deleted_at === null;
  return (
    <article className={styles.page}>
      <title>{numberOf(quote)}</title>
      <QuoteHeader {...{ quote, may }} />
      <Notes {...{ quote, may }} />
      <div className={styles.columns}>
        <Editor {...{ quote, saving }} fields={description.fields} may={written} />
        <aside className={styles.beside}>
          <Preview quote={quote} />
          <Course quote={quote} />
          <Sendings quote={quote} />
          <Versions quote={quote} />
        </aside>
      </div>
      {saving.clash && (
        <ConflictDialog
          clash={saving.clash}
          onSettle={(chosen) => void saving.settle(chosen)}
          onCancel={saving.forget}
        />
      )}
    </article>
  );
}
