/** Which rows of a list are picked: single ones, or all that match what the list is narrowed to. */
import type { ObjectDescription, RecordShown } from '../records/description';

/** What is handed to bulk actions and exports. */
export type Selection =
  | { kind: 'ids'; ids: string[] }
  | {
      kind: 'matching';
      filter?: string;
      q?: string;
      count: number;
      /** There are more than `count`. */
      capped?: boolean;
    };

/** What the bar of bulk actions is given; `onDone` unpicks the rows. */
export interface BulkBarProps<R extends RecordShown> {
  description: ObjectDescription<R>;
  selection: Selection;
  /** The order of the list. */
  sort?: string;
  /** The list shows deleted records: all that can be done is to bring them back. */
  deleted?: boolean;
  onDone: () => void;
}

export interface Picked {
  ids: ReadonlySet<string>;
  /** All that match, also those that were never loaded. */
  all: boolean;
  /** Where a range starts. */
  anchor: number | null;
}

export const NONE: Picked = { ids: new Set(), all: false, anchor: null };

export const isPicked = (picked: Picked, id: string): boolean => picked.all || picked.ids.has(id);

/** Something is picked. */
export const isPicking = (picked: Picked | null): picked is Picked =>
  picked !== null && (picked.all || picked.ids.size > 0);

/** One row more or less. Of all that match, the loaded ones stay picked: the others have no ids yet. */
export function toggle(picked: Picked, index: number, loaded: readonly string[]): Picked {
  const id = loaded[index];
  if (id === undefined) return picked;
  const ids = new Set(picked.all ? loaded : picked.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, all: false, anchor: index };
}

/** Everything from where the last pick was to this row. */
export function extend(picked: Picked, index: number, loaded: readonly string[]): Picked {
  const from = picked.anchor ?? index;
  const range = loaded.slice(Math.min(from, index), Math.max(from, index) + 1);
  return { ids: new Set([...picked.ids, ...range]), all: picked.all, anchor: from };
}

export const pickLoaded = (loaded: readonly string[]): Picked => ({
  ids: new Set(loaded),
  all: false,
  anchor: null,
});

export const PICK_ALL: Picked = { ids: new Set(), all: true, anchor: null };
