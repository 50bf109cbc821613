import { expect, test } from 'vitest';
import type { FieldDescription } from './description';
import { byMask } from './masks';

const FIELDS: FieldDescription[] = [
  { name: 'name', label: 'Name', kind: 'text' },
  { name: 'phones', label: 'Phones', kind: 'phones' },
  { name: 'reached_by', label: 'Reached by', kind: 'texts', filterOnly: true, tells: ['phones', 'emails'] },
  { name: 'custom.salary', label: 'Salary', kind: 'money' },
];
const names = (fields: readonly FieldDescription[]) => fields.map((one) => one.name);

test('what a role hides is hidden, with every field that would give it away', () => {
  const { fields, hidden } = byMask('contact', FIELDS, ['contact.phones', 'contact.custom.salary']);
  expect(names(fields)).toEqual(['name']);
  expect(names(hidden)).toEqual(['phones', 'custom.salary']);
});

test('what is hidden of other objects stays', () => {
  expect(byMask('contact', FIELDS, ['customer.phones']).fields).toHaveLength(4);
});
