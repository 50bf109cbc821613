import { expect, test } from 'vitest';
import { withRow } from './rows';

const row = { id: '1', version: 3, name: 'new' };
const page = (version: number) => ({
  items: [
    { id: '2', version: 9 },
    { id: '1', version },
  ],
  next: null,
});

test('a row is replaced in a page, and in the pages of a list', () => {
  expect(withRow(page(2), row)).toEqual({ items: [{ id: '2', version: 9 }, row], next: null });
  expect(withRow({ pages: [page(2)], pageParams: [''] }, row)).toEqual({
    pages: [{ items: [{ id: '2', version: 9 }, row], next: null }],
    pageParams: [''],
  });
});

test('what is not older, or not there, stays the same data', () => {
  for (const known of [page(3), { pages: [page(4)], pageParams: [] }, { items: [] }, undefined, 7]) {
    expect(withRow(known, row)).toBe(known);
  }
});
