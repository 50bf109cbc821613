/** What can be said of a quote from what it is. */
import type { Listed, Quote } from './queries';

export const STATES = [
  'draft',
  'awaiting_approval',
  'approved',
  'issued',
  'accepted',
  'declined',
  'expired',
  'superseded',
  'withdrawn',
] as const satisfies readonly Listed['state'][];

/** Of an offer, its last version and those before it are told apart. */
export const numberOf = ({ number, revision }: Pick<Listed, 'number' | 'revision'>): string =>
  revision === 1 ? number : `${number} · ${revision}`;

export type Lack = 'lines' | 'valid_until' | 'past';

/** What a quote lacks to be issued on a day. */
export function lacking(
  { lines, valid_until: last }: Pick<Quote, 'lines' | 'valid_until'>,
  today: string,
): Lack[] {
  const found: Lack[] = lines.length === 0 ? ['lines'] : [];
  if (last === null) found.push('valid_until');
  else if (last < today) found.push('past');
  return found;
}

export interface Step {
  kind: 'begun' | 'asked' | 'approved' | 'rejected' | 'issued' | 'viewed' | 'accepted' | 'declined' | 'ended';
  at: string;
  /** Who did it, where that was one of us. */
  by?: string | null;
  note?: string;
}

type Told = Pick<
  Quote,
  | 'state'
  | 'created_at'
  | 'asked_at'
  | 'asked_by'
  | 'ask_note'
  | 'decision'
  | 'decided_at'
  | 'decided_by'
  | 'decision_note'
  | 'issued_at'
  | 'issued_by'
  | 'viewed_at'
  | 'ended_at'
  | 'reason'
>;

/** What happened with it, the last thing first. */
export function courseOf(quote: Told): Step[] {
  const steps: Step[] = [{ kind: 'begun', at: quote.created_at }];
  if (quote.asked_at)
    steps.push({ kind: 'asked', at: quote.asked_at, by: quote.asked_by, note: quote.ask_note });
  if (quote.decided_at && quote.decision)
    steps.push({
      kind: quote.decision,
      at: quote.decided_at,
      by: quote.decided_by,
      note: quote.decision_note,
    });
  if (quote.issued_at) steps.push({ kind: 'issued', at: quote.issued_at, by: quote.issued_by });
  if (quote.viewed_at) steps.push({ kind: 'viewed', at: quote.viewed_at });
  if (quote.ended_at) {
    const answer = quote.state === 'accepted' || quote.state === 'declined' ? quote.state : 'ended';
    steps.push({ kind: answer, at: quote.ended_at, note: quote.reason });
  }
  return steps.sort((a, b) => (a.at < b.at ? 1 : -1));
}
