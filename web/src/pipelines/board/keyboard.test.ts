import { expect, test } from 'vitest';
import { actOf, shownWith, type Lifted } from './keyboard';

const column = (id: string, ...cards: string[]) => ({
  stage_id: id,
  count: cards.length,
  cards: cards.map((one) => ({ id: one })),
});
const COLUMNS = [column('new', 'a', 'b', 'c'), column('empty'), column('offer', 'd')];

const walked = (id: string, key: string) => {
  const act = actOf(COLUMNS, id, null, key);
  return act?.does === 'walk' ? act.id : undefined;
};

/** Lifts a card and presses keys; where it is then. */
function carriedBy(id: string, ...keys: string[]): Lifted {
  let act = actOf(COLUMNS, id, null, ' ');
  for (const key of keys) {
    if (act?.does !== 'lift' && act?.does !== 'carry') throw new Error(`not carried before ${key}`);
    act = actOf(COLUMNS, id, act.lifted, key) ?? act;
  }
  if (act?.does !== 'lift' && act?.does !== 'carry') throw new Error('not carried');
  return act.lifted;
}

test('arrows walk within a column and to the next one that has cards', () => {
  expect(walked('a', 'ArrowDown')).toBe('b');
  expect(walked('a', 'ArrowUp')).toBeUndefined();
  expect(walked('c', 'ArrowRight')).toBe('d');
  expect(walked('d', 'ArrowLeft')).toBe('a');
  expect(walked('a', 'End')).toBe('c');
});

test('a lifted card goes through empty columns and to the ends behind the last one', () => {
  expect(carriedBy('c', 'ArrowRight').at).toEqual({ stageId: 'empty', index: 0 });
  expect(carriedBy('a', 'ArrowRight', 'ArrowRight', 'ArrowDown').at).toEqual({ stageId: 'offer', index: 1 });
  expect(carriedBy('d', 'ArrowRight').at).toEqual({ end: 'won' });
  expect(carriedBy('d', 'ArrowRight', 'ArrowRight', 'ArrowRight').at).toEqual({ end: 'lost' });
  expect(carriedBy('d', 'ArrowRight', 'ArrowLeft').at).toEqual({ stageId: 'offer', index: 0 });
});

test('it stops at the first and the last place of a column', () => {
  expect(carriedBy('b', 'ArrowUp', 'ArrowUp', 'ArrowUp').at).toEqual({ stageId: 'new', index: 0 });
  expect(carriedBy('b', 'ArrowDown', 'ArrowDown', 'ArrowDown').at).toEqual({ stageId: 'new', index: 2 });
});

test('space drops it where it is, Escape puts it back', () => {
  const lifted = carriedBy('a', 'ArrowDown');
  expect(actOf(COLUMNS, 'a', lifted, ' ')).toEqual({ does: 'drop', lifted });
  expect(actOf(COLUMNS, 'a', lifted, 'Escape')).toEqual({ does: 'putBack', id: 'a' });
  expect(shownWith(COLUMNS, lifted)[0]?.cards.map((one) => one.id)).toEqual(['b', 'a', 'c']);
  expect(shownWith(COLUMNS, null)).toBe(COLUMNS);
});

test('keys that mean nothing here stay with whoever else wants them', () => {
  expect(actOf(COLUMNS, 'a', null, 'Tab')).toBeUndefined();
  expect(actOf(COLUMNS, 'a', carriedBy('a'), 'Tab')).toBeUndefined();
});
