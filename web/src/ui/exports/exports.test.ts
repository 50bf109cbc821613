import { expect, test } from 'vitest';
import { asked, exportOf, mayExport } from './exports';

test('a list is exported by its service', () => {
  expect(exportOf('customer.contacts')?.target).toBe('contacts');
  expect(exportOf('identity.audit')?.door.file('x')).toBe('/api/identity/exports/x/file');
  expect(exportOf('somewhere.else')).toBeUndefined();
});

test('only who may export is offered it, of lists that a service exports', () => {
  const permissions = { export: 'customer.export' };
  expect(mayExport({ list: 'customer.customers', permissions }, { 'customer.export': 'own' })).toBe(true);
  expect(mayExport({ list: 'customer.customers', permissions }, {})).toBe(false);
  expect(mayExport({ list: 'somewhere.else', permissions }, { 'customer.export': 'all' })).toBe(false);
  expect(mayExport({ list: 'customer.customers', permissions: {} }, { 'customer.export': 'all' })).toBe(
    false,
  );
});

test('an export asks what the list shows, and nothing that it does not', () => {
  expect(asked({ filter: '', q: '', sort: '' })).toEqual({});
  expect(asked({ filter: '{"field":"kind","op":"eq","value":"person"}', q: 'lin', sort: '-name' })).toEqual({
    filter: { field: 'kind', op: 'eq', value: 'person' },
    q: 'lin',
    sort: '-name',
  });
  expect(asked({ ids: ['a', 'b'], sort: 'name' })).toEqual({ ids: ['a', 'b'], sort: 'name' });
});
