import { expect, test } from 'vitest';
import { bodyOf, valueOf, withChanges } from './values';

const RECORD = { name: 'Acme', custom: { level: 'A', rebate: 5 } };

test('values are found by name, those of custom fields where they stand', () => {
  expect(valueOf(RECORD, 'name')).toBe('Acme');
  expect(valueOf(RECORD, 'custom.level')).toBe('A');
  expect(valueOf({ name: 'x' }, 'custom.level')).toBeUndefined();
});

test('changes become the body of a request', () => {
  expect(bodyOf({ size: '12', 'custom.level': 'B', 'custom.rebate': null })).toEqual({
    size: '12',
    custom: { level: 'B', rebate: null },
  });
});

test('a record with changes keeps its other custom values', () => {
  expect(withChanges(RECORD, { 'custom.level': 'B' })).toEqual({
    name: 'Acme',
    custom: { level: 'B', rebate: 5 },
  });
  expect(withChanges({ name: 'x' }, { name: 'y' })).toEqual({ name: 'y' });
});
