import { expect, test } from 'vitest';
import { asked, exportOf } from './exports';

test('a list is exported by its service', () => {
  expect(exportOf('customer.contacts')?.target).toBe('contacts');
  expect(exportOf('identity.audit')?.door.file('x')).toBe('/api/identity/exports/x/file');
  expect(exportOf('somewhere.else')).toBeUndefined();
});

test('an export asks what the list shows, and nothing that it does not', () => {
  expect(asked({ filter: '', q: '', sort: '' })).toEqual({});
  expect(asked({ filter: '{"field":"kind","op":"eq","value":"person"}', q: 'lin', sort: '-name' })).toEqual({
    filter: { field: 'kind', op: 'eq', value: 'person' },
    q: 'lin',
    sort: '-name',
  });
});
