import { expect, test } from 'vitest';
import { newestFirst } from './newest';

const at = (...days: number[]) => days.map((day) => ({ created_at: `2026-11-0${day}T07:00:00Z` }));

test('lists that are whole are one list', () => {
  const lists = [
    { items: at(8, 4), more: false },
    { items: at(9, 5, 1), more: false },
  ];
  expect(newestFirst(lists)).toEqual(at(9, 8, 5, 4, 1));
});

test('what may stand behind something that is not loaded yet waits for it', () => {
  const lists = [
    { items: at(8, 4), more: true },
    { items: at(9, 5, 1), more: false },
    { items: [], more: false },
  ];
  expect(newestFirst(lists)).toEqual(at(9, 8, 5, 4));
});
