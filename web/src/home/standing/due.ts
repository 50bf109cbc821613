/** When something is to be done, seen from today. */
const DAY = 86_400_000; // ms

export type Tone = 'late' | 'today' | 'soon' | 'later';

export interface Due {
  /** What falls on that day: the next step, or the expected close. */
  what: 'step' | 'close';
  day: string;
  tone: Tone;
}

const SOON = 7;

/** Days from one to another; both as `2026-11-22`. */
export const daysFrom = (today: string, day: string): number =>
  Math.round((Date.parse(day) - Date.parse(today)) / DAY);

export function toneOf(days: number): Tone {
  if (days < 0) return 'late';
  if (days === 0) return 'today';
  return days < SOON ? 'soon' : 'later';
}

interface Dated {
  next_step_on: string | null;
  expected_close_on: string | null;
}

/** What comes first of a deal; null: nobody has said when anything does. */
export function dueOf({ next_step_on: step, expected_close_on: close }: Dated, today: string): Due | null {
  const day = step !== null && (close === null || step <= close) ? step : close;
  if (day === null) return null;
  return { what: day === step ? 'step' : 'close', day, tone: toneOf(daysFrom(today, day)) };
}
