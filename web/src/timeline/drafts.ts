/** What is being written for a timeline, and what becomes of it. */
import { localOf, momentOf } from '../ui/moments';
import type { Channel, Direction, Entry, EntryCreate, EntryUpdate } from './filters';

export interface Draft {
  channel: Channel;
  direction: Direction;
  summary: string;
  /** As an input for moments holds it, in the zone of whoever writes; empty: now. */
  at: string;
  minutes: number | null;
  contactId: string | null;
  followUp: string;
  followUpOn: string;
}

const DIRECTED: ReadonlySet<string> = new Set(['call', 'email', 'chat', 'sms', 'letter', 'web']);
const TIMED: ReadonlySet<string> = new Set(['call', 'meeting', 'visit', 'event']);

export const isDirected = (channel: string): boolean => DIRECTED.has(channel);
export const isTimed = (channel: string): boolean => TIMED.has(channel);

export const emptyDraft = (contactId: string | null = null): Draft => ({
  channel: 'note',
  direction: 'none',
  summary: '',
  at: '',
  minutes: null,
  contactId,
  followUp: '',
  followUpOn: '',
});

/** On another channel: what it does not have is dropped, and somebody has called or was called. */
export function onChannel(draft: Draft, channel: Channel): Draft {
  const direction = draft.direction === 'none' ? 'out' : draft.direction;
  return {
    ...draft,
    channel,
    direction: isDirected(channel) ? direction : 'none',
    minutes: isTimed(channel) ? draft.minutes : null,
  };
}

export function draftOf(entry: Entry, zone: string): Draft {
  return {
    // Entries made by hand have one of these channels.
    channel: entry.channel as Channel,
    direction: entry.direction,
    summary: entry.summary ?? '',
    at: localOf(entry.occurred_at, zone),
    minutes: entry.duration_seconds == null ? null : Math.round(entry.duration_seconds / 60),
    contactId: entry.contact_id ?? null,
    followUp: entry.follow_up ?? '',
    followUpOn: entry.follow_up_on ?? '',
  };
}

/** There is something to keep. */
export const isWritten = (draft: Draft): boolean => draft.summary.trim() !== '' || draft.channel !== 'note';

export function bodyOf(draft: Draft, customerId: string, zone: string, now = new Date()): EntryCreate {
  return {
    customer_id: customerId,
    channel: draft.channel,
    direction: draft.direction,
    occurred_at: momentOf(draft.at, zone) ?? now.toISOString(),
    summary: draft.summary.trim() || null,
    contact_id: draft.contactId,
    duration_seconds: draft.minutes === null ? null : Math.round(draft.minutes * 60),
    follow_up: draft.followUp.trim() || null,
    follow_up_on: draft.followUpOn || null,
    participants: [],
  };
}

const SOURCES = {
  channel: 'channel',
  direction: 'direction',
  occurred_at: 'at',
  summary: 'summary',
  contact_id: 'contactId',
  duration_seconds: 'minutes',
  follow_up: 'followUp',
  follow_up_on: 'followUpOn',
} as const satisfies Partial<Record<keyof EntryUpdate, keyof Draft>>;

/** Only what differs; a moment or duration that was not touched keeps its seconds. */
export function changesOf(draft: Draft, entry: Entry, zone: string): EntryUpdate {
  const before = draftOf(entry, zone);
  const body = bodyOf(draft, entry.customer_id, zone);
  const names = Object.keys(SOURCES) as (keyof typeof SOURCES)[];
  const changed = names.filter((name) => draft[SOURCES[name]] !== before[SOURCES[name]]);
  return Object.fromEntries(changed.map((name) => [name, body[name]]));
}

/** What may be sent: fields that roles hide from whoever writes are not theirs to write either. */
export const without = (body: EntryCreate, masked: readonly string[]): EntryCreate =>
  Object.fromEntries(
    Object.entries(body).filter(([name]) => !masked.includes(`interaction.${name}`)),
  ) as EntryCreate; // only what may be left out can be hidden
