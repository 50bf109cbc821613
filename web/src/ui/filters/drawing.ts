/**
 * A condition as the filter bar draws it: chips joined by "and" or "or", and groups of chips one level deep.
 * What a shared view may hold beyond that is one chip that can only be taken away; nothing is ever lost.
 */
import { groupOf, grouped, isLeaf, type Condition, type Leaf, type Mode } from './condition';

export type Part =
  | { kind: 'leaf'; leaf: Leaf }
  | { kind: 'group'; mode: Mode; leaves: Leaf[] }
  | { kind: 'advanced'; condition: Condition };

export interface Drawing {
  mode: Mode;
  parts: Part[];
}

/** Where a leaf stands: its part, and its place in it where that is a group. */
export interface Place {
  part: number;
  leaf?: number;
}

export function draw(written: Condition | null): Drawing {
  if (written === null) return { mode: 'all', parts: [] };
  const condition = unwrapped(written);
  const group = groupOf(condition);
  // without parts, all is true and any is false: neither is the same as no condition
  if (!group || group.parts.length === 0) return { mode: 'all', parts: [partOf(condition)] };
  return { mode: group.mode, parts: group.parts.map(partOf) };
}

/** A group of one is that one. */
function unwrapped(condition: Condition): Condition {
  const [first, second] = groupOf(condition)?.parts ?? [];
  return first && !second ? unwrapped(first) : condition;
}

function partOf(written: Condition): Part {
  const condition = unwrapped(written);
  if (isLeaf(condition)) return { kind: 'leaf', leaf: condition };
  const group = groupOf(condition);
  const leaves = group?.parts.filter(isLeaf) ?? [];
  if (!group || leaves.length === 0 || leaves.length < group.parts.length)
    return { kind: 'advanced', condition };
  return { kind: 'group', mode: group.mode, leaves };
}

export function conditionOf({ mode, parts }: Drawing): Condition | null {
  const conditions = parts.map(conditionOfPart);
  const [first, second] = conditions;
  if (first === undefined) return null;
  return second === undefined ? first : grouped(mode, conditions);
}

function conditionOfPart(part: Part): Condition {
  if (part.kind === 'advanced') return part.condition;
  if (part.kind === 'leaf') return part.leaf;
  return grouped(part.mode, part.leaves);
}

export const opposite = (mode: Mode): Mode => (mode === 'all' ? 'any' : 'all');

export function withLeaf(drawing: Drawing, place: Place, leaf: Leaf): Drawing {
  return changed(drawing, place.part, (part) =>
    part?.kind === 'group' && place.leaf !== undefined
      ? { ...part, leaves: part.leaves.toSpliced(place.leaf, 1, leaf) }
      : { kind: 'leaf', leaf },
  );
}

/** Another question beside the one at a place: its part becomes a group of the other mode. */
export function withAlternative(drawing: Drawing, part: number, leaf: Leaf): Drawing {
  return changed(drawing, part, (found) => {
    if (found?.kind === 'group') return { ...found, leaves: [...found.leaves, leaf] };
    if (found?.kind !== 'leaf') return found;
    return { kind: 'group', mode: opposite(drawing.mode), leaves: [found.leaf, leaf] };
  });
}

export function withoutLeaf(drawing: Drawing, place: Place): Drawing {
  return changed(drawing, place.part, (part) => {
    if (part?.kind !== 'group' || place.leaf === undefined) return undefined;
    const leaves = part.leaves.toSpliced(place.leaf, 1);
    const [first, second] = leaves;
    if (first === undefined) return undefined;
    return second === undefined ? { kind: 'leaf', leaf: first } : { ...part, leaves };
  });
}

/** "And" becomes "or" between the parts, or in one group. */
export function switched(drawing: Drawing, part?: number): Drawing {
  if (part === undefined) return { ...drawing, mode: opposite(drawing.mode) };
  return changed(drawing, part, (found) =>
    found?.kind === 'group' ? { ...found, mode: opposite(found.mode) } : found,
  );
}

function changed(drawing: Drawing, at: number, change: (part?: Part) => Part | undefined): Drawing {
  const part = change(drawing.parts[at]);
  return { ...drawing, parts: drawing.parts.toSpliced(at, 1, ...(part ? [part] : [])) };
}
