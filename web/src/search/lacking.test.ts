import { expect, test } from 'vitest';
import { lacking } from './lacking';

test('a service that did not answer is named, one that may not be searched is not', () => {
  const missing = [
    { service: 'customer', reason: 'unavailable' },
    { service: 'support', reason: 'not-allowed' },
  ];
  expect(lacking({ missing })).toEqual(['customer']);
  expect(lacking(undefined)).toEqual([]);
});
