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
/** What somebody said about being contacted. */
const SAID = new Set(['consent', 'contact-preference']);
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
  // Timelines of contacts are asked for at all their customers.
  if (news.thing === 'interaction') found.push(queriesOf('interaction'));
  else if (SAID.has(news.thing)) found.push(queriesOf('consent'));
  else if (versionOf(shown(queriesOf(own))) < news.version) found.push(queriesOf(own));
  if (news.watch !== own) found.push(queriesOf(news.watch));
  return found;
}

function versionOf(record: unknown): number {
  const known = typeof record === 'object' && record !== null && 'version' in record;
  return known && typeof record.version === 'number' ? record.version : 0;
}

/** Takes news in. Many changes at once (an import) load each thing again once. */
export function newsTaker(queries: QueryClient, wait = 150): (news: News) => void {
  const old = new Map<string, QueryKey>();
  const rows = new Map<string, RecordNews>();
  let waiting = false;
  const flush = () => {
    waiting = false;
    for (const queryKey of old.values()) void queries.invalidateQueries({ queryKey });
    for (const news of rows.values()) void refreshRow(queries, news);
    old.clear();
    rows.clear();
  };
  const soon = () => {
    if (!waiting) setTimeout(flush, wait);
    waiting = true;
  };
  const reload = (key: QueryKey) => {
    old.set(JSON.stringify(key), key);
    soon();
  };
  return (news) => {
    if (news.event === 'record') {
      outdated(news, (key) => queries.getQueryData(key)).forEach(reload);
      rows.set(`${news.thing}:${news.id}`, news);
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
