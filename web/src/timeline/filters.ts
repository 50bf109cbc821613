/** What of a timeline is shown: kept in the address, asked for as a condition of the list. */
import type { Schemas } from '../api/client';

export type Entry = Schemas['customer_InteractionRead'];
export type EntryCreate = Schemas['customer_InteractionCreate'];
export type EntryUpdate = Schemas['customer_InteractionUpdate'];
export type Channel = EntryCreate['channel'];
export type Direction = NonNullable<EntryCreate['direction']>;

export const CHANNELS: readonly Channel[] = [
  'note',
  'call',
  'meeting',
  'visit',
  'email',
  'chat',
  'sms',
  'letter',
  'web',
  'event',
];
export const DIRECTIONS: readonly Direction[] = ['in', 'out', 'none'];
export const WHAT = ['all', 'talks', 'facts'] as const;
const SYSTEM = 'system';

export interface Filters {
  /** Everything, what people wrote down, or what the system did. */
  what: (typeof WHAT)[number];
  channels: readonly Channel[];
  direction?: Direction;
  /** With whom. */
  contact?: string;
  /** Who wrote it down. */
  by?: string;
}

const one = <T extends string>(known: readonly T[], value: string | null): T | undefined =>
  known.find((each) => each === value);

export function filtersOf(address: URLSearchParams): Filters {
  const channels = (address.get('channel') ?? '').split(',');
  return {
    what: one(WHAT, address.get('what')) ?? 'all',
    channels: CHANNELS.filter((each) => channels.includes(each)),
    direction: one(DIRECTIONS, address.get('direction')),
    contact: address.get('with') ?? undefined,
    by: address.get('by') ?? undefined,
  };
}

/** The address with these filters in it; what else it says stays. */
export function withFilters(address: URLSearchParams, filters: Filters): URLSearchParams {
  const changed = new URLSearchParams(address);
  const said: Record<string, string | undefined> = {
    what: filters.what === 'all' ? undefined : filters.what,
    channel: filters.channels.join(','),
    direction: filters.direction,
    with: filters.contact,
    by: filters.by,
  };
  for (const [name, value] of Object.entries(said)) {
    if (value) changed.set(name, value);
    else changed.delete(name);
  }
  return changed;
}

export const isFiltered = (filters: Filters): boolean =>
  filters.what !== 'all' ||
  filters.channels.length > 0 ||
  Boolean(filters.direction ?? filters.contact ?? filters.by);

/** The condition that the list is asked with. */
export function conditionOf(filters: Filters): string | undefined {
  const all: unknown[] = [];
  if (filters.what !== 'all')
    all.push({ field: 'channel', op: filters.what === 'facts' ? 'eq' : 'ne', value: SYSTEM });
  if (filters.channels.length > 0) all.push({ field: 'channel', op: 'in', value: filters.channels });
  if (filters.direction) all.push({ field: 'direction', op: 'eq', value: filters.direction });
  if (filters.contact) all.push({ field: 'contact_id', op: 'eq', value: filters.contact });
  if (filters.by) all.push({ field: 'recorded_by', op: 'eq', value: filters.by });
  return all.length === 0 ? undefined : JSON.stringify(all.length === 1 ? all[0] : { all });
}

/** Whether an entry is among what is shown, before the server has said so. */
export function shows(filters: Filters, entry: Entry): boolean {
  const isFact = entry.channel === SYSTEM;
  return (
    (filters.what === 'all' || (filters.what === 'facts') === isFact) &&
    (filters.channels.length === 0 || filters.channels.some((each) => each === entry.channel)) &&
    (!filters.direction || filters.direction === entry.direction) &&
    (!filters.contact || filters.contact === entry.contact_id) &&
    (!filters.by || filters.by === entry.recorded_by)
  );
}
