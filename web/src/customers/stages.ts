/** The stages of a customer's lifecycle, from the first contact on (services/customer, lifecycle/rules.py). */
export const STAGES = ['lead', 'prospect', 'customer', 'active', 'at_risk', 'lost', 'won_back'] as const;
export type Stage = (typeof STAGES)[number];

/** The stage that a record names; a newer service may know more of them. */
export const stageOf = (name: unknown): Stage => STAGES.find((one) => one === name) ?? 'lead';
