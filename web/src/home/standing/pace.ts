/** What was won this month, day by day, beside last month. */
import type { WonOn } from './queries';

export interface Pace {
  /** Won up to each day of this month, until today. */
  now: number[];
  /** Up to each day of last month, to its end. */
  before: number[];
  /** How much more than by the same day of last month. */
  ahead: number;
}

const monthOf = (day: string): string => day.slice(0, 7);
const dayOfMonth = (day: string): number => Number(day.slice(8, 10));

/** The first day of the month before that of a day. */
export function monthBefore(today: string): string {
  const first = new Date(`${monthOf(today)}-01T00:00:00Z`);
  first.setUTCMonth(first.getUTCMonth() - 1);
  return first.toISOString().slice(0, 10);
}

function daysIn(day: string): number {
  const next = new Date(`${monthOf(day)}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1, 0);
  return next.getUTCDate();
}

export function paceOf(won: readonly WonOn[], today: string): Pace {
  const last = monthBefore(today);
  const now = addedUp(won, monthOf(today), dayOfMonth(today));
  const before = addedUp(won, monthOf(last), daysIn(last));
  const same = before[Math.min(now.length, before.length) - 1] ?? 0;
  return { now, before, ahead: (now.at(-1) ?? 0) - same };
}

function addedUp(won: readonly WonOn[], month: string, days: number): number[] {
  const each = new Array<number>(days).fill(0);
  for (const { day, base_amount: worth } of won) {
    const at = dayOfMonth(day) - 1;
    if (monthOf(day) === month && at < days) each[at] = (each[at] ?? 0) + Number(worth.amount);
  }
  let sum = 0;
  return each.map((amount) => (sum += amount));
}

/** A line through sums, `x,y x,y …`, in a box; the highest possible value touches its top. */
export function lineOf(sums: readonly number[], days: number, most: number, box: [number, number]): string {
  const [width, height] = box;
  const step = width / Math.max(days - 1, 1);
  const high = (sum: number) => (most > 0 ? height - (sum / most) * height : height);
  return sums.map((sum, at) => `${round(at * step)},${round(high(sum))}`).join(' ');
}

const round = (value: number): number => Math.round(value * 10) / 10;

/** How long a bar is, in percent of the longest; what is there can be seen. */
export const shareOf = (value: number, most: number): number =>
  value > 0 && most > 0 ? Math.max(1, Math.round((value / most) * 100)) : 0;
