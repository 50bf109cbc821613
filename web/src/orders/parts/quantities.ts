/** So much of each line, as somebody chooses it before it is sent. */
import type { LineQuantity } from '../queries';
import type { Open } from '../standing';

/** All that is left of every line. */
export const everything = (lines: readonly Open[]): LineQuantity[] =>
  lines.map(({ id, most }) => ({ line_id: id, quantity: most }));

/** The same with so much of one line; nothing of it takes the line out. */
export function withQuantity(
  chosen: readonly LineQuantity[],
  lines: readonly Open[],
  lineId: string,
  quantity: string,
): LineQuantity[] {
  const held = new Map(chosen.map((one) => [one.line_id, String(one.quantity)]));
  held.set(lineId, quantity);
  return lines.flatMap(({ id }) => {
    const much = held.get(id) ?? '';
    return Number(much) > 0 ? [{ line_id: id, quantity: much }] : [];
  });
}

/** What a form holds under a name of its own. */
export const chosenOf = (value: unknown): LineQuantity[] =>
  Array.isArray(value) ? (value as LineQuantity[]) : []; // as: only this module puts lines there
