/** What can be said of an invoice from what it is. */
import type { Tone } from '../ui/states/Standing';
import type { Listed } from './queries';

export const STATES = [
  'issued',
  'partly_paid',
  'paid',
  'cancelled',
] as const satisfies readonly Listed['state'][];
export const KINDS = ['invoice', 'credit_note'] as const satisfies readonly Listed['kind'][];

type Word = Listed['state'] | 'credit_note' | 'overdue';

const TONES: Record<Word, Tone> = {
  issued: 'accent',
  partly_paid: 'warning',
  paid: 'success',
  cancelled: 'quiet',
  credit_note: 'quiet',
  overdue: 'danger',
};

/** Its state as people say it: a credit note has none, and what is overdue matters more than the rest. */
export function standingOf({ kind, state, overdue }: Pick<Listed, 'kind' | 'state' | 'overdue'>): Word {
  if (kind === 'credit_note') return 'credit_note';
  return overdue ? 'overdue' : state;
}

export const toneOf = (word: Word): Tone => TONES[word];

const DAY = 86_400_000; // ms

/** How many days lie between two days. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY);
