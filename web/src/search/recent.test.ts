import { beforeEach, expect, test } from 'vitest';
import { recents, remember } from './recent';

const id = (n: number) => `01a20230-e7a4-7586-a2da-00000000000${n}`;
beforeEach(() => localStorage.clear());

test('what was opened last stands first, each once, six at most', () => {
  for (const n of [1, 2, 3, 4, 5, 6, 7, 2]) remember('lin', `/customers/${id(n)}`);
  expect(recents('lin').map((one) => one.id)).toEqual([2, 7, 6, 5, 4, 3].map(id));
});

test('only records are remembered, for each person apart', () => {
  remember('lin', '/customers');
  remember('lin', '/customers/new');
  remember('lin', `/contacts/${id(1)}/org-chart`);
  expect(recents('lin')).toEqual([{ thing: 'contact', id: id(1) }]);
  expect(recents('shen')).toEqual([]);
});
