import { expect, test } from 'vitest';
import { conditionOf, FILTERS, type Asked } from './queries';

const asked = (some: Partial<Asked>): Asked =>
  // as: of exactly these names
  ({ ...Object.fromEntries(FILTERS.map((name) => [name, ''])), ...some }) as Asked;

test('a file has the lines that are shown', () => {
  const shown = asked({ thing: 'customer', since: '2026-11-01T00:00:00Z', until: '2026-11-02T00:00:00Z' });
  expect(JSON.parse(conditionOf(shown) ?? '')).toEqual({
    all: [
      { field: 'thing', op: 'eq', value: 'customer' },
      { field: 'at', op: 'ge', value: '2026-11-01T00:00:00Z' },
      { field: 'at', op: 'lt', value: '2026-11-02T00:00:00Z' },
    ],
  });
});

test('the whole trail is exported where nothing narrows it', () => {
  expect(conditionOf(asked({}))).toBeUndefined();
});
