/** What a contact is at a customer, as it is being said. */
import type { Link } from './queries';

export interface LinkDraft extends Link {
  customerId: string | null;
}

export const ROLES = ['champion', 'decider', 'influencer', 'blocker', 'user'] as const;
export type Role = (typeof ROLES)[number];
