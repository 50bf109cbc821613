import { readCondition } from '../filters/condition';
import type { Shown } from '../list/address';

/** What a view keeps of what a list shows: all but the free text. */
export const keptOf = (shown: Shown) => ({
  condition: readCondition(shown.filter) as Record<string, unknown> | null, // the API takes any object
  columns: [...shown.columns],
  sort: shown.sort || null,
});
