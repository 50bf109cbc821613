/** The board by keyboard: arrows walk, space lifts and drops, Escape puts back, Enter opens, P looks beside. */
import { moved, placeOf, type Place } from './places';

/** Where a deal ends: dropped there it is no longer on the board. */
export type End = 'won' | 'lost';
export type Target = Place | { end: End };

export interface Lifted {
  id: string;
  at: Target;
}

export type Act =
  | { does: 'walk'; id: string }
  | { does: 'lift' | 'carry'; lifted: Lifted }
  | { does: 'drop'; lifted: Lifted }
  | { does: 'putBack' | 'open' | 'peek'; id: string };

interface Column {
  stage_id: string;
  count: number;
  cards: readonly { id: string }[];
}

const ENDS: readonly End[] = ['won', 'lost'];

/** What a key does on the card that has the focus; undefined: it is somebody else's. */
export function actOf(
  columns: readonly Column[],
  id: string,
  lifted: Lifted | null,
  key: string,
): Act | undefined {
  if (lifted) {
    if (key === ' ' || key === 'Enter') return { does: 'drop', lifted };
    if (key === 'Escape') return { does: 'putBack', id: lifted.id };
    const at = carried(columns, lifted, key);
    return at && { does: 'carry', lifted: { id: lifted.id, at } };
  }
  if (key === 'Enter') return { does: 'open', id };
  if (key === 'p') return { does: 'peek', id };
  const at = placeOf(columns, id);
  if (key === ' ') return at && { does: 'lift', lifted: { id, at } };
  const next = at && neighbour(columns, at, key);
  return next === undefined ? undefined : { does: 'walk', id: next };
}

/** The card that an arrow leads to: columns without cards are stepped over. */
function neighbour(columns: readonly Column[], { stageId, index }: Place, key: string): string | undefined {
  const at = columns.findIndex((one) => one.stage_id === stageId);
  const cards = columns[at]?.cards ?? [];
  if (key === 'ArrowUp') return cards[index - 1]?.id;
  if (key === 'ArrowDown') return cards[index + 1]?.id;
  if (key === 'Home') return cards[0]?.id;
  if (key === 'End') return cards.at(-1)?.id;
  const beyond =
    key === 'ArrowLeft' ? columns.slice(0, at).reverse() : key === 'ArrowRight' ? columns.slice(at + 1) : [];
  const next = beyond.find((one) => one.cards.length > 0)?.cards;
  return next?.[Math.min(index, next.length - 1)]?.id;
}

/** Where a lifted card goes; behind the last stage are the two ends. */
function carried(columns: readonly Column[], { id, at }: Lifted, key: string): Target | undefined {
  const step = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
  if ('end' in at) {
    const last = columns.at(-1);
    const end = ENDS[ENDS.indexOf(at.end) + step];
    if (end) return { end };
    return step < 0 && last ? { stageId: last.stage_id, index: 0 } : undefined;
  }
  const column = columns.findIndex((one) => one.stage_id === at.stageId);
  const others = (place: number) => columns[place]?.cards.filter((one) => one.id !== id).length ?? 0;
  if (step !== 0) {
    const next = columns[column + step];
    if (next) return { stageId: next.stage_id, index: Math.min(at.index, others(column + step)) };
    return step > 0 ? { end: 'won' } : undefined;
  }
  if (key === 'ArrowUp') return { ...at, index: Math.max(0, at.index - 1) };
  if (key === 'ArrowDown') return { ...at, index: Math.min(others(column), at.index + 1) };
  return undefined;
}

/** The board as it looks while a card is carried. */
export const shownWith = <S extends Column>(columns: S[], lifted: Lifted | null): S[] =>
  lifted && !('end' in lifted.at) ? moved<S['cards'][number], S>(columns, lifted.id, lifted.at) : columns;
