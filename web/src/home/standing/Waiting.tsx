/** What waits for one: leads, customers' answers, colleagues who ask for approval. Absent while nothing does. */
import { useTranslation } from 'react-i18next';
import { titleOf } from '../../leads/standing';
import { numberOf } from '../../quotes/states';
import { useFormat } from '../../ui/format';
import { Panel } from '../Panel';
import { daysFrom, toneOf } from './due';
import { listOf } from './links';
import type { Lead, MyStanding, Quote } from './queries';
import { joined, Row } from './Rows';
import styles from './standing.module.css';

type Part<K extends keyof MyStanding> = NonNullable<MyStanding[K]>;

export function WaitingLeads({ leads, now }: { leads: Part<'leads'>; now: number }) {
  const { t } = useTranslation('home');
  if (leads.next.length === 0) return null;
  const all = listOf('/leads', leads.filters, 'waiting', [], 'respond_by');
  return (
    <Panel title={t('leads.title')} more={{ path: all, label: t('all') }}>
      <ul className={styles.rows}>
        {leads.next.map((lead) => (
          <LeadRow key={lead.id} {...{ lead, now }} />
        ))}
      </ul>
    </Panel>
  );
}

function LeadRow({ lead, now }: { lead: Lead; now: number }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const { respond_by: due } = lead;
  const late = due !== null && Date.parse(due) < now;
  return (
    <Row
      when={due ? format.relative(due) : t('leads.open')}
      exact={due ? format.moment(due) : undefined}
      what={t(due ? (late ? 'leads.late' : 'leads.due') : 'leads.unclocked')}
      tone={due ? (late ? 'late' : 'soon') : 'later'}
      name={titleOf(lead)}
      to={`/leads/${lead.id}`}
      about={joined(lead.name && lead.company, lead.source, lead.message)}
      worth={t('leads.score', { count: lead.score })}
    />
  );
}

export function WaitingQuotes({ quotes, today }: { quotes: Part<'quotes'>; today: string }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  if (quotes.next.length === 0) return null;
  const all = listOf('/quotes', quotes.filters, 'waiting', [], 'valid_until');
  return (
    <Panel title={t('quotes.title')} more={{ path: all, label: t('all') }}>
      <ul className={styles.rows}>
        {quotes.next.map((quote) => {
          const days = quote.valid_until === null ? null : daysFrom(today, quote.valid_until);
          return (
            <QuoteRow
              key={quote.id}
              quote={quote}
              when={days === null ? t('next.open') : format.days(days)}
              exact={quote.valid_until ? format.date(quote.valid_until) : undefined}
              what={t('quotes.ends')}
              tone={days === null ? 'later' : toneOf(days)}
              seen={quote.viewed_at ? t('quotes.seen', { when: format.relative(quote.viewed_at) }) : ''}
            />
          );
        })}
      </ul>
    </Panel>
  );
}

export function Approvals({ approvals }: { approvals: Part<'approvals'> }) {
  const { t } = useTranslation('home');
  const format = useFormat();
  if (approvals.next.length === 0) return null;
  const all = listOf('/quotes', approvals.filters, 'waiting');
  return (
    <Panel title={t('approvals.title')} more={{ path: all, label: t('all') }}>
      <ul className={styles.rows}>
        {approvals.next.map((quote) => (
          <QuoteRow
            key={quote.id}
            quote={quote}
            when={format.relative(quote.updated_at)}
            exact={format.moment(quote.updated_at)}
            what={t('approvals.asked')}
            tone="today"
          />
        ))}
      </ul>
    </Panel>
  );
}

type Shown = Omit<Parameters<typeof Row>[0], 'name' | 'to' | 'about' | 'worth'>;

function QuoteRow({ quote, seen, ...shown }: Shown & { quote: Quote; seen?: string }) {
  const format = useFormat();
  return (
    <Row
      {...shown}
      name={quote.title || numberOf(quote)}
      to={`/quotes/${quote.id}`}
      about={joined(quote.customer_name, quote.title && numberOf(quote), seen)}
      worth={format.moneyRounded(quote.gross.amount, quote.gross.currency)}
    />
  );
}
