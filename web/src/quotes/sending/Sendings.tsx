import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Reason, Recipient, State } from '../../deliveries/drawn';
import { useMay } from '../../session/session';
import { useColleagues } from '../../ui/directory';
import { useFormat } from '../../ui/format';
import { ErrorState } from '../../ui/states/ErrorState';
import { Standing } from '../../ui/states/Standing';
import styles from '../quotes.module.css';
import { useSendings, type Quote, type Sending } from '../queries';

/** To whom the quote was sent by mail, when, and what became of it; nothing where it was not. */
export function Sendings({ quote }: { quote: Quote }) {
  const { t } = useTranslation('quotes');
  const found = useSendings(quote);
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data?.items.length) return null;
  return (
    <section className={styles.panel} aria-label={t('sendings.title')}>
      <h2>{t('sendings.title')}</h2>
      <ol className={styles.course}>
        {found.data.items.map((one) => (
          <li key={one.id}>
            <SendingShown sending={one} whose={quote.customer_id} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whom, by whom, when; `whose` is the customer of the quote. */
function SendingShown({ sending, whose }: { sending: Sending; whose: string }) {
  const { t } = useTranslation('quotes');
  const format = useFormat();
  const people = useColleagues();
  const reads = useMay('delivery.read');
  const { address, contact_id, created_at: at, delivery_id: delivery, note, requested_by } = sending;
  const by = people.get(requested_by)?.name;
  return (
    <>
      <div className={styles.to}>
        {contact_id && <Recipient of={{ user_id: null, contact_id, customer_id: whose }} />}
        <span>{address}</span>
      </div>
      <HowFar sending={sending} />
      <div>
        <time className={styles.hint} dateTime={at} title={format.relative(at)}>
          {format.moment(at)}
        </time>
        {by && <span className={styles.hint}> · {by}</span>}
      </div>
      {note && <blockquote className={styles.said}>{note}</blockquote>}
      {reads && delivery && <Link to={`/deliveries/${delivery}`}>{t('sendings.open')}</Link>}
    </>
  );
}

const KINDS = ['quote_over', 'refused', 'interrupted_too_often'] as const;

/** What the ledger told of it, or how far it is on its way there. */
function HowFar({ sending: { state, reason, outcome, outcome_reason: became } }: { sending: Sending }) {
  const { t } = useTranslation('quotes');
  if (outcome !== null)
    return (
      <div>
        <State value={outcome} /> {became?.kind !== outcome && <Reason value={became} />}
      </div>
    );
  const kind = KINDS.find((one) => one === reason?.kind);
  if (state === 'failed')
    return (
      <div>
        <Standing tone="danger">{t('sendings.failed')}</Standing> {kind && t(`sendings.reasons.${kind}`)}
      </div>
    );
  return <Standing tone="accent">{t(state === 'done' ? 'sendings.done' : 'sendings.waiting')}</Standing>;
}
