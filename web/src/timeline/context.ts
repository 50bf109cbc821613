/** What every entry of one timeline needs to know of it. */
import { createContext, use } from 'react';
import type { Entry } from './filters';
import type { About } from './queries';

export interface TimelineContext {
  about: About;
  /** Names of contacts by their ids. */
  names: ReadonlyMap<string, string>;
  /** Names of customers by their ids, where a timeline is of several. */
  customers: ReadonlyMap<string, string>;
  /** Whether whoever looks may write at a customer. */
  mayAt: (customerId: string) => boolean;
  onDelete: (entry: Entry) => void;
}

export const InTimeline = createContext<TimelineContext | null>(null);

export function useTimelineContext(): TimelineContext {
  const found = use(InTimeline);
  if (found === null) throw new Error('only inside of a timeline');
  return found;
}
