/** What somebody asked for beside consent, as it is edited. */
import type { Preferences, PreferenceUpdate } from './queries';

export interface Wishes {
  do_not_contact: NonNullable<PreferenceUpdate['do_not_contact']>;
  preferred_channel: Preferences['preferred_channel'];
  paused_from: string;
  paused_until: string;
  frequency_caps: NonNullable<PreferenceUpdate['frequency_caps']>;
  /** Null: at any hour. */
  hours: { since: string; until: string; days: number[] } | null;
}

export type Wrong = 'pauseHalf' | 'hoursEmpty';

export const WEEK: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS = WEEK.slice(0, 5);
export const USUAL_HOURS = { since: '09:00', until: '18:00', days: WORKDAYS };
const minute = (time: string) => time.slice(0, 5);

export function wishesOf(said: Preferences): Wishes {
  const { hours } = said;
  return {
    do_not_contact: said.do_not_contact,
    preferred_channel: said.preferred_channel,
    paused_from: said.paused_from ?? '',
    paused_until: said.paused_until ?? '',
    frequency_caps: said.frequency_caps,
    hours: hours && { since: minute(hours.since), until: minute(hours.until), days: hours.days ?? [...WEEK] },
  };
}

export function wrongWith(wishes: Wishes): Wrong | undefined {
  const { paused_from: first, paused_until: last, hours } = wishes;
  if (Boolean(first) !== Boolean(last) || last < first) return 'pauseHalf';
  if (hours && (!hours.since || hours.since >= hours.until || hours.days.length === 0)) return 'hoursEmpty';
  return undefined;
}

/** Only what differs. */
export function changesOf(wishes: Wishes, said: Preferences): PreferenceUpdate {
  const before = wishesOf(said);
  const sent: PreferenceUpdate = {
    ...wishes,
    paused_from: wishes.paused_from || null,
    paused_until: wishes.paused_until || null,
  };
  const names = Object.keys(before) as (keyof Wishes)[];
  const changed = names.filter((name) => JSON.stringify(wishes[name]) !== JSON.stringify(before[name]));
  return Object.fromEntries(changed.map((name) => [name, sent[name]]));
}
