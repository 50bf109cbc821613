import { expect, test } from 'vitest';
import { fallenInto, moved, neighbourAt, placeOf, samePlace } from './places';

const column = (id: string, ...cards: string[]) => ({
  stage_id: id,
  count: cards.length + 10, // more than were loaded
  cards: cards.map((one) => ({ id: one })),
});
const COLUMNS = [column('new', 'a', 'b', 'c'), column('talks', 'd'), column('offer')];
const ids = (columns: typeof COLUMNS) => columns.map(({ cards }) => cards.map((one) => one.id).join(''));

test('a card goes to its place in another column, and the counts go with it', () => {
  const after = moved(COLUMNS, 'b', { stageId: 'talks', index: 1 });
  expect(ids(after)).toEqual(['ac', 'db', '']);
  expect(after.map((one) => one.count)).toEqual([12, 12, 10]);
});

test('within its column it is counted without itself', () => {
  expect(ids(moved(COLUMNS, 'a', { stageId: 'new', index: 2 }))).toEqual(['bca', 'd', '']);
  expect(fallenInto(COLUMNS, 'a', { stageId: 'new', index: 3 })).toEqual({ stageId: 'new', index: 2 });
  expect(fallenInto(COLUMNS, 'c', { stageId: 'new', index: 0 })).toEqual({ stageId: 'new', index: 0 });
  expect(fallenInto(COLUMNS, 'd', { stageId: 'new', index: 3 })).toEqual({ stageId: 'new', index: 3 });
});

test('the gaps around a card are its own place', () => {
  const own = placeOf(COLUMNS, 'b');
  const gaps = [1, 2].map((index) => fallenInto(COLUMNS, 'b', { stageId: 'new', index }));
  expect(own && gaps.every((one) => samePlace(one, own))).toBe(true);
});

test('the service hears which card it stands below, or above, or that it is alone', () => {
  expect(neighbourAt(COLUMNS, 'd', { stageId: 'new', index: 2 })).toEqual({ after_id: 'b' });
  expect(neighbourAt(COLUMNS, 'd', { stageId: 'new', index: 0 })).toEqual({ before_id: 'a' });
  expect(neighbourAt(COLUMNS, 'a', { stageId: 'new', index: 1 })).toEqual({ after_id: 'b' });
  expect(neighbourAt(COLUMNS, 'a', { stageId: 'offer', index: 0 })).toEqual({});
});

test('what is not on the board moves nothing', () => {
  expect(ids(moved(COLUMNS, 'z', { stageId: 'offer', index: 0 }))).toEqual(ids(COLUMNS));
});
