import { describe, expect, test } from 'vitest';
import { changesOf, idOf, nameIn } from './sentences';

describe('a line of the trail', () => {
  test('names each field once, as it was and as it became', () => {
    const line = { before: { name: 'Old', gone: 1 }, after: { name: 'New', added: true } };
    expect(changesOf(line)).toEqual([
      { field: 'name', before: 'Old', after: 'New' },
      { field: 'gone', before: 1, after: undefined },
      { field: 'added', before: undefined, after: true },
    ]);
  });

  test('does not tell of what is empty as before', () => {
    const line = { before: { phones: null }, after: { phones: [], tags: {}, size: 0, active: false } };
    expect(changesOf(line).map((one) => one.field)).toEqual(['size', 'active']);
  });

  test('takes the name that the record has now', () => {
    expect(nameIn({ before: { name: 'Old' }, after: { name: 'New' } })).toBe('New');
    expect(nameIn({ before: { name: 'Old' }, after: { name: null } })).toBe('Old');
    expect(nameIn({ before: {}, after: {} })).toBeNull();
  });

  test('tells people from services', () => {
    expect(idOf('user:1')).toBe('1');
    expect(idOf('service:identity')).toBeNull();
  });
});
