import { describe, expect, test } from 'vitest';
import { both, fieldsOf, groupOf, isLeaf, readCondition, writeCondition, type Condition } from './condition';
import { conditionOf, draw, switched, withAlternative, withLeaf, withoutLeaf } from './drawing';

/** Pseudo-random numbers that are the same in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}

const FIELDS = ['a', 'b', 'c', 'd'];

function grown(roll: (sides: number) => number, depth: number): Condition {
  const shape = depth === 0 ? 0 : roll(5);
  const parts = () => Array.from({ length: roll(4) }, () => grown(roll, depth - 1));
  if (shape === 1 || shape === 4) return { all: parts() };
  if (shape === 2) return { any: parts() };
  if (shape === 3) return { not: grown(roll, depth - 1) };
  return { field: FIELDS[roll(FIELDS.length)] ?? 'a', op: 'eq', value: true };
}

function holds(condition: Condition | null, facts: Record<string, boolean>): boolean {
  if (condition === null) return true;
  if (isLeaf(condition)) return facts[condition.field] === condition.value;
  if ('not' in condition) return !holds(condition.not, facts);
  const group = groupOf(condition);
  if (group?.mode === 'any') return group.parts.some((part) => holds(part, facts));
  return group?.parts.every((part) => holds(part, facts)) ?? true;
}

const WORLDS = Array.from({ length: 16 }, (_, bits) =>
  Object.fromEntries(FIELDS.map((field, at) => [field, (bits & (1 << at)) !== 0])),
);
const meaning = (condition: Condition | null) => WORLDS.map((facts) => holds(condition, facts));
const CASES = Array.from({ length: 400 }, (_, seed) => grown(dice(seed * 7919 + 1), 4));

describe('any condition', () => {
  test('is the same after the address', () => {
    for (const one of CASES) expect(readCondition(writeCondition(one))).toEqual(one);
  });

  test('means the same after it was drawn, and is drawn the same again', () => {
    for (const one of CASES) {
      const back = conditionOf(draw(one));
      expect(meaning(back)).toEqual(meaning(one));
      expect(conditionOf(draw(back))).toEqual(back);
    }
  });

  test('keeps the rest when a part is taken away', () => {
    for (const one of CASES) {
      const drawing = draw(one);
      drawing.parts.forEach((_, part) => {
        const left = withoutLeaf(drawing, { part });
        expect(left.parts).toEqual(drawing.parts.filter((__, at) => at !== part));
      });
    }
  });

  test('means both of two', () => {
    CASES.slice(1).forEach((one, at) => {
      const other = CASES[at] ?? null;
      const expected = meaning(one).map((first, world) => first && meaning(other)[world]);
      expect(meaning(both(one, other))).toEqual(expected);
    });
  });
});

const a = { field: 'a', op: 'eq', value: true };
const b = { field: 'b', op: 'eq', value: true };
const c = { field: 'c', op: 'empty' };

describe('the bar', () => {
  test('asks nothing without chips', () => {
    expect(conditionOf(draw(null))).toBeNull();
    expect(writeCondition(null)).toBeUndefined();
    expect(conditionOf(withoutLeaf(draw(a), { part: 0 }))).toBeNull();
  });

  test('keeps what it cannot draw', () => {
    const not: Condition = { not: { any: [a, b] } };
    const drawing = draw({ all: [a, not] });
    expect(drawing.parts[1]).toEqual({ kind: 'advanced', condition: not });
    expect(conditionOf(withLeaf(drawing, { part: 0 }, c))).toEqual({ all: [c, not] });
  });

  test('does not take what matches nothing for no condition', () => {
    expect(conditionOf(draw({ any: [] }))).toEqual({ any: [] });
  });

  test('makes groups of alternatives and takes them apart', () => {
    const group = withAlternative(draw({ all: [a, b] }), 1, c);
    expect(conditionOf(group)).toEqual({ all: [a, { any: [b, c] }] });
    expect(conditionOf(withLeaf(group, { part: 1, leaf: 0 }, c))).toEqual({ all: [a, { any: [c, c] }] });
    expect(conditionOf(withoutLeaf(group, { part: 1, leaf: 0 }))).toEqual({ all: [a, c] });
    expect(conditionOf(switched(group, 1))).toEqual({ all: [a, { all: [b, c] }] });
    expect(conditionOf(switched(draw({ all: [a, b] })))).toEqual({ any: [a, b] });
  });

  test('adds a chip at the end', () => {
    const drawing = draw(a);
    expect(conditionOf(withLeaf(drawing, { part: 1 }, b))).toEqual({ all: [a, b] });
  });
});

test.each([
  ['', '{', 'null', '1', '[]', '{}'],
  ['{"field":"a"}', '{"op":"eq"}', '{"field":1,"op":"eq"}', '{"field":"a","op":"eq","x":1}'],
  ['{"all":{}}', '{"all":[1]}', '{"not":[]}', '{"all":[],"any":[]}', '{"any":[{"not":null}]}'],
])('takes nothing for a condition that is none', (...written) => {
  for (const one of written) expect(readCondition(one)).toBeNull();
});

test('knows the fields it asks about', () => {
  expect(fieldsOf({ all: [a, { not: { any: [b, c, a] } }] })).toEqual(['a', 'b', 'c']);
});
