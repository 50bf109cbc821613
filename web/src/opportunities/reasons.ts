/** Why deals are won and lost, and what people at the customer have to do with them: as the service knows it. */
export const WON = ['price', 'product', 'service', 'relationship', 'timing', 'other'] as const;
export const LOST = [
  'price',
  'product',
  'competitor',
  'timing',
  'budget',
  'no_decision',
  'contact_lost',
  'other',
] as const;
export const REASONS = [...new Set([...WON, ...LOST])];
export const STATUSES = ['open', 'won', 'lost'] as const;
export const ROLES = [
  'decision_maker',
  'champion',
  'influencer',
  'buyer',
  'user',
  'technical',
  'gatekeeper',
  'other',
] as const;
