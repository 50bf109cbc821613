import type { Schemas } from '../api/client';

/** Services that did not answer; what one may not search is no gap. */
export const lacking = (found: Pick<Schemas['SearchResult'], 'missing'> | undefined): readonly string[] =>
  found?.missing.filter((one) => one.reason !== 'not-allowed').map((one) => one.service) ?? [];
