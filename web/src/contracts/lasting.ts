/** What can be said of a contract from its days. */
import type { Tone } from '../ui/states/Standing';
import type { Contract, Listed } from './queries';

export const STATES = [
  'draft',
  'active',
  'ended',
  'terminated',
] as const satisfies readonly Listed['state'][];
export const RENEWALS = ['none', 'manual', 'automatic'] as const satisfies readonly Listed['renewal'][];

const TONES: Readonly<Record<Listed['state'], Tone>> = {
  draft: 'quiet',
  active: 'success',
  ended: 'quiet',
  terminated: 'danger',
};
export const toneOf = (state: Listed['state']): Tone => TONES[state];

const DAY = 86_400_000; // ms
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);

/** Whole days from one day to another; negative when that lies before. */
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / DAY);

/** The day so many days later. */
export const daysLater = (day: string, days: number): string =>
  new Date(at(day) + days * DAY).toISOString().slice(0, 10);

type Lasting = Pick<Listed, 'state' | 'starts_on' | 'last_day' | 'notice_by' | 'terminated_on' | 'renewal'>;

export type Phase = 'unsigned' | 'coming' | 'running' | 'open' | 'over';

export interface Term {
  phase: Phase;
  /** Until it begins, until it ends, since it ended; of one that is open, since it began. */
  days: number;
  /** How much of it is over, from 0 to 1; of one that is open there is no telling. */
  passed: number | null;
  /** Where on the way the last day to give notice lies. */
  notice: number | null;
}

/** Where a day stands in a contract; null while nobody said when it begins. */
export function termOf(contract: Lasting, today: string): Term | null {
  const { starts_on: starts, last_day: last, notice_by: notice } = contract;
  if (!starts) return null;
  const over = contract.state === 'ended' || contract.state === 'terminated';
  const share = (day: string) => {
    const whole = last ? daysBetween(starts, last) + 1 : 0;
    return whole > 0 ? Math.min(1, Math.max(0, daysBetween(starts, day) / whole)) : 1;
  };
  const marked = notice && notice > starts ? share(notice) : null;
  if (contract.state === 'draft' && starts <= today)
    return { phase: 'unsigned', days: 0, passed: last ? 0 : null, notice: marked };
  if (over || (last && last < today))
    return { phase: 'over', days: last ? daysBetween(last, today) : 0, passed: 1, notice: null };
  if (starts > today)
    return { phase: 'coming', days: daysBetween(today, starts), passed: last ? 0 : null, notice: marked };
  if (!last) return { phase: 'open', days: daysBetween(starts, today), passed: null, notice: null };
  return { phase: 'running', days: daysBetween(today, last), passed: share(today), notice: marked };
}

export const LACKS = ['lines', 'starts_on', 'ends_on', 'renewal_months', 'past'] as const;
export type Lack = (typeof LACKS)[number];

/** What stands against signing it. */
export function lacking(
  contract: Pick<Contract, 'lines' | 'starts_on' | 'ends_on' | 'renewal' | 'renewal_months'>,
  today: string,
): Lack[] {
  const automatic = contract.renewal === 'automatic';
  const lacks: Record<Lack, boolean> = {
    lines: contract.lines.length === 0,
    starts_on: !contract.starts_on,
    ends_on: automatic && !contract.ends_on,
    renewal_months: automatic && !contract.renewal_months,
    past: contract.ends_on !== null && contract.ends_on < today,
  };
  return LACKS.filter((one) => lacks[one]);
}

type Ending = Pick<Listed, 'last_day' | 'notice_by' | 'notice_days' | 'renewal'>;

/** Whether notice now is in time to keep it from renewing itself. */
export const isInTime = ({ renewal, notice_by }: Ending, today: string): boolean =>
  renewal === 'automatic' && notice_by !== null && today <= notice_by;

/** The end of a term that is not renewed; else the first day that keeps the notice agreed, its end at the latest. */
export function regularEnd(contract: Ending, today: string): string {
  if (contract.last_day && isInTime(contract, today)) return contract.last_day;
  const soonest = daysLater(today, contract.notice_days);
  return contract.last_day && contract.last_day < soonest ? contract.last_day : soonest;
}
