/** Where cards stand on the board, and where they would stand after a move. */

/** Among the other cards of a column: 0 is above all of them. */
export interface Place {
  stageId: string;
  index: number;
}

interface Stack<C> {
  stage_id: string;
  count: number;
  cards: readonly C[];
}

interface Known {
  id: string;
}

export function placeOf<C extends Known>(columns: readonly Stack<C>[], id: string): Place | undefined {
  for (const { stage_id: stageId, cards } of columns) {
    const index = cards.findIndex((one) => one.id === id);
    if (index >= 0) return { stageId, index };
  }
  return undefined;
}

export const cardOf = <C extends Known>(columns: readonly Stack<C>[], id: string): C | undefined =>
  columns.flatMap(({ cards }) => cards).find((one) => one.id === id);

export const samePlace = (one: Place, other: Place): boolean =>
  one.stageId === other.stageId && one.index === other.index;

/** The columns without a card. */
export function without<C extends Known, S extends Stack<C>>(columns: readonly S[], id: string): S[] {
  return columns.map((column) =>
    column.cards.some((one) => one.id === id)
      ? { ...column, count: column.count - 1, cards: column.cards.filter((one) => one.id !== id) }
      : column,
  );
}

/** The columns with a card elsewhere; money waits for the service, which knows the rates. */
export function moved<C extends Known, S extends Stack<C>>(
  columns: readonly S[],
  id: string,
  to: Place,
): S[] {
  const card = cardOf(columns, id);
  if (!card) return [...columns];
  return without<C, S>(columns, id).map((column) => {
    if (column.stage_id !== to.stageId) return column;
    const cards = [...column.cards.slice(0, to.index), card, ...column.cards.slice(to.index)];
    return { ...column, count: column.count + 1, cards };
  });
}

/** Which card it stands next to at a place; of an empty column none. */
export function neighbourAt<C extends Known>(columns: readonly Stack<C>[], id: string, to: Place) {
  const cards =
    columns.find((one) => one.stage_id === to.stageId)?.cards.filter((one) => one.id !== id) ?? [];
  const above = cards[to.index - 1];
  if (above) return { after_id: above.id };
  const below = cards[to.index];
  return below ? { before_id: below.id } : {};
}

/** Where a card falls that is held above the gap before a card: gaps behind its own place count without it. */
export function fallenInto<C extends Known>(
  columns: readonly Stack<C>[],
  id: string,
  { stageId, index: gap }: Place,
): Place {
  const own = placeOf(columns, id);
  const behind = own?.stageId === stageId && gap > own.index;
  return { stageId, index: behind ? gap - 1 : gap };
}
