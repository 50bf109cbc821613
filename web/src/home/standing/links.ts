/** Where the records behind a figure are: a list with the filter that the figure was counted with. */

export interface Leaf {
  field: string;
  op: string;
  value?: unknown;
}

type Condition = Readonly<Record<string, unknown>>;
type Filters = Readonly<Record<string, Condition | undefined>>;

/** The list that shows what a figure counts, narrowed further. */
export function listOf(
  path: string,
  filters: Filters,
  figure: string,
  more: readonly Leaf[] = [],
  sort?: string,
): string {
  const asked: unknown = filters[figure]?.all;
  const filter = JSON.stringify({ all: [...(Array.isArray(asked) ? (asked as unknown[]) : []), ...more] });
  return `${path}?${new URLSearchParams({ filter, ...(sort ? { sort } : {}) }).toString()}`;
}

/** What somebody looks after; null: what nobody does. */
export const of = (ownerId: string | null): Leaf =>
  ownerId === null ? { field: 'owner_id', op: 'empty' } : { field: 'owner_id', op: 'eq', value: ownerId };

export const inStage = (stageId: string): Leaf => ({ field: 'stage_id', op: 'eq', value: stageId });
