/** Hours in which nothing pops up: the inbox fills all the same. Times are of the person's zone. */

export interface QuietHours {
  on: boolean;
  /** 22:00 */
  from: string;
  until: string;
  /** 0 is Sunday; a night belongs to the day it begins on. */
  days: readonly number[];
}

export const QUIET_HOURS = 'quiet_hours';
export const USUAL: QuietHours = { on: false, from: '20:00', until: '08:00', days: [0, 1, 2, 3, 4, 5, 6] };

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** What is kept, as far as it can be understood. */
export function quietHours(kept: unknown): QuietHours {
  if (typeof kept !== 'object' || kept === null) return USUAL;
  const said: Record<string, unknown> = { ...kept };
  const time = (name: 'from' | 'until') => {
    const value = said[name];
    return typeof value === 'string' && TIME.test(value) ? value : USUAL[name];
  };
  const days = Array.isArray(said.days) ? said.days.filter((one) => typeof one === 'number') : USUAL.days;
  return { on: said.on === true, from: time('from'), until: time('until'), days };
}

/** Whether a moment is in them. */
export function isQuiet(hours: QuietHours, zone: string, now = new Date()): boolean {
  if (!hours.on || hours.from === hours.until) return false;
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(now);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const time = `${part('hour')}:${part('minute')}`;
  const today = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].indexOf(part('weekday'));
  if (hours.from < hours.until) {
    return hours.days.includes(today) && time >= hours.from && time < hours.until;
  }
  if (time >= hours.from) return hours.days.includes(today);
  return time < hours.until && hours.days.includes((today + 6) % 7);
}
