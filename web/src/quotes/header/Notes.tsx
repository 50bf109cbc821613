import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSaving } from '../../administration/shared/saving';
import { ExcessList } from '../../lines/Excess';
import { useColleagues } from '../../ui/directory';
import { useFormat } from '../../ui/format';
import { useReaches } from '../../ui/records/may';
import styles from '../quotes.module.css';
import { restoreQuote, useListed, useShowSaved, useVersions, type Quote } from '../queries';
import { numberOf } from '../states';

interface Props {
  quote: Quote;
  may: boolean;
}

/** What stands in its way, what somebody decided, and where the offer went on. */
export function Notes({ quote, may }: Props) {
  return (
    <>
      <Deleted quote={quote} />
      <Approval {...{ quote, may }} />
      <Ended {...{ quote, may }} />
      <Later quote={quote} />
    </>
  );
}

function Deleted({ quote }: { quote: Quote }) {
  const { t } = useTranslation('quotes');
  const format = useFormat();
  const show = useShowSaved();
  const listed = useListed();
  const reaches = useReaches();
  const restoring = useSaving(() => restoreQuote(quote.id), {
    touches: [],
    done: (saved) => {
      show(saved);
      listed();
    },
  });
  if (quote.deleted_at === null) return null;
  const button = reaches('quote.delete', quote) && (
    <Button size="small" loading={restoring.isPending} onClick={() => restoring.mutate(undefined)}>
      {t('delete.restore')}
    </Button>
  );
  return (
    <Alert
      type="warning"
      showIcon
      title={t('delete.note', { when: format.moment(quote.deleted_at) })}
      action={button}
    />
  );
}

const BEFORE: ReadonlySet<string> = new Set(['draft', 'awaiting_approval']);

/** Which lines need approval and why; what was said when it was asked for or refused. */
function Approval({ quote, may }: Props) {
  const { t } = useTranslation('quotes');
  const people = useColleagues();
  const who = (id: string | null) => (id && people.get(id)?.name) || t('somebody');
  if (!BEFORE.has(quote.state)) return null;
  const asked = quote.state === 'awaiting_approval';
  const rejected = !asked && quote.decision === 'rejected';
  const title = asked
    ? t('approval.waits', { who: who(quote.asked_by) })
    : rejected
      ? t('approval.rejected', { who: who(quote.decided_by) })
      : t(may ? 'approval.needed' : 'approval.neededBy');
  const note = asked ? quote.ask_note : rejected ? quote.decision_note : '';
  if (!asked && !rejected && quote.excess.length === 0) return null;
  return (
    <Alert
      type={rejected ? 'error' : 'warning'}
      showIcon
      title={title}
      description={
        <>
          {note && <blockquote className={styles.said}>{note}</blockquote>}
          <ExcessList excess={quote.excess} />
        </>
      }
    />
  );
}

/** Nothing came of it, and nothing was offered since: why, and what to do. */
function Ended({ quote, may }: Props) {
  const { t } = useTranslation('quotes');
  const format = useFormat();
  const { state, latest, ended_at: when } = quote;
  if (!latest || when === null || (state !== 'declined' && state !== 'expired')) return null;
  return (
    <Alert
      type={state === 'declined' ? 'error' : 'warning'}
      showIcon
      title={t(`ended.${state}`, { when: format.moment(when) })}
      description={
        <>
          {quote.reason && <blockquote className={styles.said}>{quote.reason}</blockquote>}
          {may && t('ended.next')}
        </>
      }
    />
  );
}

/** It is not the last version: where that is, and which one counts. */
function Later({ quote }: { quote: Quote }) {
  const { t } = useTranslation('quotes');
  const last = useVersions(quote.number).data?.items.find((one) => one.latest);
  if (quote.latest || !last) return null;
  const counts = quote.state === 'issued';
  return (
    <Alert
      type="info"
      showIcon
      title={counts ? t('laterDraft', { revision: last.revision }) : t('later')}
      action={<Link to={`/quotes/${last.id}`}>{numberOf(last)}</Link>}
    />
  );
}
