import { expect, test } from 'vitest';
import { translated } from './address';

test('a kept address of the trail asks the same of its list', () => {
  const before = 'thing=customer&since=2026-11-01T00:00:00Z&until=2026-11-02T00:00:00Z&columns=at';
  const after = translated(new URLSearchParams(before));
  expect(JSON.parse(after?.get('filter') ?? '')).toEqual({
    all: [
      { field: 'thing', op: 'eq', value: 'customer' },
      { field: 'at', op: 'ge', value: '2026-11-01T00:00:00Z' },
      { field: 'at', op: 'lt', value: '2026-11-02T00:00:00Z' },
    ],
  });
  expect([...(after?.keys() ?? [])].sort()).toEqual(['columns', 'filter']);
});

test('an address of the list is left as it is', () => {
  expect(translated(new URLSearchParams('view=1&peek=2&sort=at'))).toBeNull();
});
