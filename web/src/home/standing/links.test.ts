import { expect, test } from 'vitest';
import { inStage, listOf, of } from './links';

const FILTERS = { open: { all: [{ field: 'status', op: 'eq', value: 'open' }] } };
const asked = (address: string): unknown =>
  JSON.parse(new URLSearchParams(address.split('?')[1]).get('filter') ?? '');

test('a figure leads to the list with its filter, narrowed to one person', () => {
  const address = listOf('/opportunities', FILTERS, 'open', [of('42'), inStage('7')], 'expected_close_on');
  expect(address.startsWith('/opportunities?')).toBe(true);
  expect(asked(address)).toEqual({
    all: [
      { field: 'status', op: 'eq', value: 'open' },
      { field: 'owner_id', op: 'eq', value: '42' },
      { field: 'stage_id', op: 'eq', value: '7' },
    ],
  });
  expect(new URLSearchParams(address.split('?')[1]).get('sort')).toBe('expected_close_on');
});

test('what nobody looks after has an empty owner, and the filter it came with stays as it was', () => {
  expect(asked(listOf('/leads', FILTERS, 'open', [of(null)]))).toEqual({
    all: [...FILTERS.open.all, { field: 'owner_id', op: 'empty' }],
  });
  expect(FILTERS.open.all).toHaveLength(1);
});
