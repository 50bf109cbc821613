/** Live news for whatever the page shows: `useLive(['customer:<id>'])`. */
import { useEffect } from 'react';
import { reloadSession, useMe } from '../../session/session';
import { usePaused } from '../../ui/fields/references';
import { queries } from '../queries';
import { Connection } from './connection';
import { newsTaker, type News } from './news';
import { Tab } from './tabs';

/** How many components show each key. */
const shown = new Map<string, number>();
let tab: Tab | undefined;

const take = newsTaker(queries);
const listeners = new Set<(news: News) => void>();

function hear(news: News): void {
  listeners.forEach((listener) => listener(news));
  take(news);
  if (news.event === 'end') void reloadSession();
}

function count(keys: readonly string[], by: 1 | -1): void {
  for (const key of keys) {
    const now = (shown.get(key) ?? 0) + by;
    shown.delete(key); // what was shown last stands last
    if (now > 0) shown.set(key, now);
  }
  tab?.want([...shown.keys()].reverse());
}

/** What the gateway lets watch; anything else would cost the page its whole stream. */
const WATCHABLE =
  /^(customer|contact|interaction|import|lead|opportunity|pipeline|quote|contract|order|invoice|payment):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Keep what is shown up to date: `customer:<id>`, `opportunity:<id>`, …; `pipeline:<id>` stands for its deals. */
export function useLive(keys: readonly string[]): void {
  const together = keys.filter((key) => WATCHABLE.test(key)).join(' ');
  useEffect(() => {
    const own = together === '' ? [] : together.split(' ');
    if (own.length === 0) return;
    count(own, 1);
    return () => count(own, -1);
  }, [together]);
}

/** Keep the rows in sight up to date, once scrolling pauses. */
export function useLiveRows(thing: string, rows: readonly ({ id: string } | undefined)[]): void {
  const keys = rows.map((row) => row && `${thing}:${row.id}`).join(' ');
  useLive(usePaused(keys, 1000).split(' '));
}

/** Stands once in the shell: connected for as long as somebody is signed in. */
export function useLiveStream(): void {
  const session = useMe().session_id;
  useEffect(() => {
    const own = new Tab(`live:${session}`, hear, (ears, position) => new Connection(ears, position));
    tab = own;
    own.want([...shown.keys()].reverse());
    return () => {
      own.leave();
      if (tab === own) tab = undefined;
    };
  }, [session]);
}

/** Hear the news themselves, before what is loaded follows them. */
export function onNews(listener: (news: News) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
