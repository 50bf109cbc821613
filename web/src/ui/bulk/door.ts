/** Changes to many records of an object at once, as its service takes them. */
import type { Schemas } from '../../api/client';
import type { Selection } from '../list/selection';

/** The status that records are to get, with the reason where one is asked for. */
export interface Move {
  status: string;
  reason?: string;
}

/** What is to be done to each record. */
export interface Edit {
  values?: Record<string, unknown>;
  add_tags?: string[];
  remove_tags?: string[];
  move?: Move;
  assign?: Schemas['customer_CustomerAssignment'];
  /** true deletes, false brings back; then nothing else is changed. */
  deleted?: boolean;
}

export interface BulkBody extends Edit {
  selection: Schemas['customer_Selection'];
}

export type EditPreview = Schemas['customer_EditPreview'];

export interface BulkDoor {
  preview: (body: BulkBody) => Promise<EditPreview>;
  begin: (body: BulkBody) => Promise<Schemas['customer_OperationDetailed']>;
  /** Its records have tags of the managed list. */
  tags?: boolean;
  /** Its records have an owner and a team; the permission to change them. */
  assign?: string;
  /** Whoever gives them to others can say why, for the timeline. */
  note?: boolean;
  /** Its records have a status that can be given: the field, the values, and which of them needs a reason. */
  moves?: { field: string; to: readonly string[]; reason: { field: string; of: string } };
}

/** What is chosen in a list, as the API takes it; all without a filter are those of a condition that always holds. */
export function selectionOf(selection: Selection): Schemas['customer_Selection'] {
  if (selection.kind === 'ids') return { ids: selection.ids };
  const { filter, q } = selection;
  if (!filter && q) return { q };
  const condition = filter ? (JSON.parse(filter) as Record<string, unknown>) : { all: [] }; // the list wrote it
  return q ? { filter: condition, q } : { filter: condition };
}
