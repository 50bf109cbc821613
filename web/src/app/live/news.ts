/** What the gateway says happened elsewhere, and what of the loaded is old by it. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { INBOX, UNREAD } from '../../inbox/keys';
import { queriesOf } from './keys';
import { refreshRow } from './rows';

export interface RecordNews {
  event: 'record';
  thing: string;
  id: string;
  version: number;
  kind: string;
  /** The key that was watched: the record's own, or of the customer it belongs to. */
  watch: string;
}
interface InboxNews {
  event: 'inbox';
  item_id: string;
  version: number;
  unread: number;
}
interface ResetNews {
  event: 'reset';
  reason: string;
  watch?: string[];
}
interface EndNews {
  event: 'end';
  reason: string;
}
export type News = RecordNews | InboxNews | ResetNews | EndNews;

/** One's latest customers (home). */
const LATEST = ['customer', 'customers', 'latest'];
/** What is shown with others is loaded with all of its kind: timelines of contacts are asked for at all their
 * customers, invoices at their orders. Tabs that show an order and its invoice hear of money once, as news of one
 * of them: both are old then. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  interaction: ['interaction'],
  consent: ['consent'],
  'contact-preference': ['consent'],
  pipeline: ['pipeline'],
  shipment: ['shipment'],
  return: ['return'],
  invoice: ['invoice', 'order'],
  'credit-note': ['invoice', 'order'],
  payment: ['invoice', 'order', 'payment'],
};
const KNOWN = new Set(['record', 'inbox', 'reset', 'end']);

/** News of an event; undefined for what a newer gateway may say besides. */
export function newsOf(event: string, data: string): News | undefined {
  if (!KNOWN.has(event)) return undefined;
  const said: unknown = JSON.parse(data);
  // The shapes are the gateway's contract (GET /api/stream).
  return typeof said === 'object' ? ({ ...said, event } as News) : undefined;
}

/** The keys of queries that are old by news of a record; none when the page has that version already. */
export function outdated(news: RecordNews, shown: (key: QueryKey) => unknown): QueryKey[] {
  const own = `${news.thing}:${news.id}`;
  const found: QueryKey[] = [];
  const kinds = TOGETHER[news.thing];
  if (kinds !== undefined) found.push(...kinds.map(queriesOf));
  else if (versionOf(shown(queriesOf(own))) < news.version) found.push(queriesOf(own));
  if (news.watch !== own) found.push(around(news));
  return found;
}

/** A customer stays as it is when something is sold to it; only the view of everything knows more then. */
function around({ thing, watch }: RecordNews): QueryKey {
  const known = queriesOf(watch);
  return known[0] === queriesOf(thing)[0] ? known : [...known, 'overview'];
}

function versionOf(record: unknown): number {
  const known = typeof record === 'object' && record !== null && 'version' in record;
  return known && typeof record.version === 'number' ? record.version : 0;
}

/** A list is not loaded anew as a whole: its rows follow one by one. */
const isList = ({ queryKey }: { queryKey: QueryKey }) => queryKey[2] === 'list';

/** How far these are shipped, billed and paid changes with their parts. */
const WHOLES = new Set(['order', 'invoice']);

/** The rows that follow: its own, and that of what it is a part of, whose version now nobody has told. */
function rowsOf(news: RecordNews): RecordNews[] {
  const [thing = '', id = ''] = news.watch.split(':');
  const apart = WHOLES.has(thing) && id !== news.id;
  return apart ? [news, { ...news, thing, id, version: Infinity }] : [news];
}

/** Takes news in. Many changes at once (an import) load each thing again once. */
export function newsTaker(queries: QueryClient, wait = 150): (news: News) => void {
  const old = new Map<string, QueryKey>();
  const rows = new Map<string, RecordNews>();
  let waiting = false;
  const flush = () => {
    waiting = false;
    for (const queryKey of old.values())
      void queries.invalidateQueries({ queryKey, predicate: (one) => !isList(one) });
    for (const news of rows.values()) void refreshRow(queries, news);
    old.clear();
    rows.clear();
  };
  const soon = () => {
    if (!waiting) setTimeout(flush, wait);
    waiting = true;
  };
  const follow = (row: RecordNews) => {
    const key = `${row.thing}:${row.id}`;
    if ((rows.get(key)?.version ?? 0) < row.version) rows.set(key, row);
  };
  const reload = (key: QueryKey) => {
    old.set(JSON.stringify(key), key);
    soon();
  };
  return (news) => {
    if (news.event === 'record') {
      outdated(news, (key) => queries.getQueryData(key)).forEach(reload);
      rowsOf(news).forEach(follow);
      soon();
    } else if (news.event === 'inbox') {
      queries.setQueryData(UNREAD, { unread: news.unread });
      reload(INBOX);
      reload(LATEST); // they may be news of a customer one was given
    } else if (news.event === 'reset' && news.watch) news.watch.map(queriesOf).forEach(reload);
    else if (news.event === 'reset') {
      void queries.invalidateQueries({ predicate: (one) => one.queryKey[0] !== 'session' });
    }
  };
}
