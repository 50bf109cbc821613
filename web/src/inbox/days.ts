/** A list by the days of its items, in somebody's zone. */

export interface Day<T> {
  /** 2026-05-01 */
  date: string;
  items: T[];
}

export function dayOf(moment: string | number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(new Date(moment));
}

/** Items of one day after each other, in the order they came. */
export function byDay<T extends { updated_at: string }>(items: readonly T[], zone: string): Day<T>[] {
  const days: Day<T>[] = [];
  for (const item of items) {
    const date = dayOf(item.updated_at, zone);
    const last = days.at(-1);
    if (last?.date === date) last.items.push(item);
    else days.push({ date, items: [item] });
  }
  return days;
}

/** How many days ago a day is: 0 today, 1 yesterday. */
export function daysAgo(date: string, zone: string, now = Date.now()): number {
  return Math.round((Date.parse(dayOf(now, zone)) - Date.parse(date)) / 86_400_000);
}
