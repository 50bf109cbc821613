/** What is filled in for a bulk edit, and the edit that it asks for. */
import { bodyOf } from '../records/values';
import type { Edit, Move } from './door';

export const ACTS = ['set', 'tags', 'move', 'assign', 'delete', 'restore'] as const;
export type Act = (typeof ACTS)[number];

export interface Draft {
  /** Field → its new value; undefined while nothing was said, null to empty it. */
  values: Record<string, unknown>;
  add: string[];
  remove: string[];
  /** With an empty reason while one is asked for and not yet given. */
  move?: Move;
  /** Undefined while nothing was said, null to take away. */
  owner: string | null | undefined;
  team: string | null | undefined;
  note: string;
}

export const BLANK: Draft = { values: {}, add: [], remove: [], owner: undefined, team: undefined, note: '' };

/** The edit, or none as long as nothing is asked. */
export function editOf(act: Act, draft: Draft): Edit | null {
  switch (act) {
    case 'delete':
      return { deleted: true };
    case 'restore':
      return { deleted: false };
    case 'tags':
      if (draft.add.length + draft.remove.length === 0) return null;
      return { add_tags: draft.add, remove_tags: draft.remove };
    case 'move': {
      const reason = draft.move?.reason?.trim();
      if (!draft.move || reason === '') return null;
      return { move: reason === undefined ? draft.move : { ...draft.move, reason } };
    }
    case 'assign': {
      const { owner, team, note } = draft;
      if (owner === undefined && team === undefined) return null;
      const given = {
        ...(owner !== undefined && { owner_id: owner }),
        ...(team !== undefined && { team_id: team }),
      };
      return { assign: note.trim() ? { ...given, note: note.trim() } : given };
    }
    case 'set': {
      const said = Object.entries(draft.values).filter(([, value]) => value !== undefined);
      return said.length > 0 ? { values: bodyOf(Object.fromEntries(said)) } : null;
    }
  }
}
