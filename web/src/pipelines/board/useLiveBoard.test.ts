import { expect, test } from 'vitest';
import type { RecordNews } from '../../app/live/news';
import type { Board, Card } from './queries';
import { isOld } from './useLiveBoard';

const card = { id: 'a', version: 4 } as Card; // as: nothing else of it is looked at
const board = { pipeline_id: 'p', columns: [{ cards: [card] }] } as Pick<Board, 'pipeline_id' | 'columns'>;
const news = (id: string, version: number, watch: string): RecordNews => ({
  event: 'record',
  thing: 'opportunity',
  id,
  version,
  kind: 'moved',
  watch,
});

test('a board is old by a card that it shows as it was before', () => {
  expect(isOld(board, news('a', 5, 'pipeline:p'))).toBe(true);
  expect(isOld(board, news('a', 5, 'opportunity:a'))).toBe(true);
});

test('a move that it shows already is no news', () => {
  expect(isOld(board, news('a', 4, 'pipeline:p'))).toBe(false);
});

test('a deal that comes is news to the board of its pipeline alone', () => {
  expect(isOld(board, news('b', 1, 'pipeline:p'))).toBe(true);
  expect(isOld(board, news('b', 1, 'pipeline:q'))).toBe(false);
  expect(isOld(board, news('b', 1, 'customer:c'))).toBe(false);
});

test('what was missed of its pipeline makes it old', () => {
  expect(isOld(board, { event: 'reset', reason: 'readable', watch: ['pipeline:p'] })).toBe(true);
  expect(isOld(board, { event: 'reset', reason: 'readable', watch: ['pipeline:q'] })).toBe(false);
});
