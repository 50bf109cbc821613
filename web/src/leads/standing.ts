/** What can be said of a lead from what it is: what it is called, and how its first response stands. */
import type { Channel, Lead } from './queries';

export const STATUSES = ['new', 'working', 'qualified', 'disqualified', 'converted'] as const;
export const CHANNELS: readonly Channel[] = ['call', 'email', 'sms', 'meeting', 'visit', 'chat', 'other'];
const OVER: ReadonlySet<string> = new Set(['disqualified', 'converted']);

type Called = Pick<Lead, 'name' | 'company' | 'emails' | 'phones' | 'number'>;

/** The person, or else the company, or how they are reached. */
export const titleOf = ({ name, company, emails, phones, number }: Called): string =>
  name ?? company ?? emails[0] ?? phones[0] ?? number;

/** It can still become a customer. */
export const isOpen = ({ status, deleted_at: gone }: Pick<Lead, 'status' | 'deleted_at'>): boolean =>
  !OVER.has(status) && gone === null;

export interface Response {
  state: 'due' | 'overdue' | 'inTime' | 'late' | 'answered';
  /** When it is due, or was given. */
  at: string;
}

/** How the first response stands; null: nobody waits for one. */
export function responseOf(
  lead: Pick<Lead, 'status' | 'deleted_at' | 'respond_by' | 'responded_at'>,
  now = Date.now(),
): Response | null {
  const { respond_by: due, responded_at: given } = lead;
  const dueAt = due === null ? Infinity : new Date(due).getTime();
  if (given !== null) {
    if (due === null) return { state: 'answered', at: given };
    return { state: new Date(given).getTime() <= dueAt ? 'inTime' : 'late', at: given };
  }
  if (due === null || !isOpen(lead)) return null;
  return { state: dueAt < now ? 'overdue' : 'due', at: due };
}

/** What was responded, as a value of a field has it. */
export const isResponse = (value: unknown): value is Response =>
  typeof value === 'object' && value !== null && 'state' in value && 'at' in value;
