/** A timeline by days, with long runs of what the system did folded. */
import { dayOf } from '../ui/moments';
import type { Entry } from './filters';

export type Item = { kind: 'written'; entry: Entry } | { kind: 'facts'; entries: Entry[] };

export interface Day {
  /** `2026-11-22`, in the zone of whoever looks. */
  day: string;
  items: Item[];
}

export const isFact = (entry: Entry): boolean => entry.kind !== 'noted';

/** Entries, newest first, as days; neighbouring facts of one day stand together. */
export function byDay(entries: readonly Entry[], zone: string): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = dayOf(entry.occurred_at, zone);
    let current = days.at(-1);
    if (current?.day !== day) days.push((current = { day, items: [] }));
    const last = current.items.at(-1);
    if (!isFact(entry)) current.items.push({ kind: 'written', entry });
    else if (last?.kind === 'facts') last.entries.push(entry);
    else current.items.push({ kind: 'facts', entries: [entry] });
  }
  return days;
}

/** How many days ago a day was, seen from another. */
export function daysBetween(day: string, today: string): number {
  return Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
}
