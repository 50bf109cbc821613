import { expect, test } from 'vitest';
import { peopleWithRole, translated } from './address';

const filterOf = (address: URLSearchParams | null): unknown => JSON.parse(address?.get('filter') ?? 'null');

test('the way to who holds a role is a filter', () => {
  const { pathname, searchParams } = new URL(peopleWithRole('r'), 'http://x');
  expect(pathname).toBe('/administration/people');
  expect(filterOf(searchParams)).toEqual({ field: 'role_ids', op: 'has_any', value: ['r'] });
});

test('an address of former days is translated, with whatever else it says', () => {
  const next = translated(new URLSearchParams('q=lin&role=r&active=no'));
  expect(next?.get('q')).toBe('lin');
  expect([next?.has('role'), next?.has('active')]).toEqual([false, false]);
  const role = { field: 'role_ids', op: 'has_any', value: ['r'] };
  const gone = { field: 'active', op: 'eq', value: false };
  expect(filterOf(next)).toEqual({ all: [role, gone] });
  const team = translated(new URLSearchParams({ team: 't', filter: JSON.stringify(gone) }));
  const inside = { field: 'team_ids', op: 'has_any', value: ['t'] };
  expect(filterOf(team)).toEqual({ all: [gone, inside] });
});

test('an address of today stays', () => {
  expect(translated(new URLSearchParams('q=lin&sort=-name'))).toBeNull();
  expect(translated(new URLSearchParams('role='))?.toString()).toBe('');
});
