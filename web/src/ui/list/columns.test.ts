import { expect, test } from 'vitest';
import type { FieldDescription } from '../records/description';
import { bounded, columnsOf, moved, nextSort, sortedBy } from './columns';

const field = (name: string, more: Partial<FieldDescription> = {}): FieldDescription => ({
  name,
  label: name,
  kind: 'text',
  ...more,
});
const FIELDS = [field('number', { initially: true }), field('name', { sort: 'name' }), field('size')];
const namesOf = (columns: readonly FieldDescription[]) => columns.map((one) => one.name);

test('the title comes first, then what the object starts with', () => {
  expect(namesOf(columnsOf(FIELDS, 'name', []))).toEqual(['name', 'number']);
});

test('chosen columns keep their order; those that are gone or hidden are left out', () => {
  expect(namesOf(columnsOf(FIELDS, 'name', ['size', 'gone', 'number', 'size']))).toEqual([
    'name',
    'size',
    'number',
  ]);
});

test('a header sorts upwards, downwards, not at all', () => {
  expect(nextSort('', 'name')).toBe('name');
  expect(nextSort('name', 'name')).toBe('-name');
  expect(nextSort('-name', 'name')).toBe('');
  expect(nextSort('-other', 'name')).toBe('name');
});

test('a header says how it is sorted', () => {
  const name = field('name', { sort: 'name' });
  expect(sortedBy('-name', name)).toBe('descending');
  expect(sortedBy('other', name)).toBeUndefined();
  expect(sortedBy('', field('size'))).toBeUndefined();
});

test('a column moves by one place and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', -1)).toEqual(['a', 'b', 'c']);
  expect(moved(['a', 'b', 'c'], 'c', 1)).toEqual(['a', 'b', 'c']);
});

test('no column vanishes or fills the screen', () => {
  expect(bounded(-20)).toBe(60);
  expect(bounded(5000)).toBe(800);
});
