import { expect, test } from 'vitest';
import { described, inLanguage, type CustomField } from './custom';

const FIELD: CustomField = {
  id: '1',
  version: 1,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-01T00:00:00Z',
  object: 'customer',
  key: 'level',
  kind: 'choice',
  labels: { en: 'Level', 'zh-CN': '客户等级' },
  description: {},
  required: true,
  unique: false,
  default: null,
  rules: {},
  options: [
    { value: 'A', labels: { en: 'Level A', 'zh-CN': 'A级' }, colour: '#b45309', archived: false },
    { value: 'Z', labels: { en: 'Level Z' }, colour: null, archived: true },
  ],
  target: null,
  formula: null,
  result: null,
  position: 0,
  group: null,
  archived_at: null,
};

test('a choice is described in the language of the page, without what is archived', () => {
  expect(described(FIELD, 'zh-CN')).toMatchObject({
    name: 'custom.level',
    label: '客户等级',
    kind: 'choice',
    choices: [{ value: 'A', label: 'A级', colour: '#b45309' }],
    filter: { field: 'custom.level', kind: 'choice' },
    sort: 'custom.level',
    editable: true,
    required: true,
  });
});

test('what it is for and what new records have go with it', () => {
  const said = described({ ...FIELD, description: { en: 'How much they matter' }, default: 'A' }, 'zh-TW');
  expect(said).toMatchObject({ hint: 'How much they matter', default: 'A' });
  expect(described(FIELD, 'en')).toMatchObject({ hint: undefined, default: undefined });
});

test('a language that has no text gets one that there is', () => {
  expect(described(FIELD, 'zh-TW')?.label).toBe('Level');
  expect(inLanguage({ 'zh-CN': '等级' }, 'en')).toBe('等级');
});

test('what is computed is shown as what it yields, and not changed', () => {
  const computed = described({ ...FIELD, kind: 'computed', result: 'number', options: [] }, 'en');
  expect(computed).toMatchObject({ kind: 'number', editable: false, bulk: false, sort: 'custom.level' });
});

test('a reference is to what it names', () => {
  const of = (target: string) => described({ ...FIELD, kind: 'reference', target, options: [] }, 'en')?.kind;
  expect([of('customer'), of('contact'), of('user')]).toEqual(['customer', 'contact', 'person']);
});

test('a long text is neither filtered nor sorted by', () => {
  const long = described({ ...FIELD, kind: 'long_text', options: [] }, 'en');
  expect([long?.filter, long?.sort]).toEqual([undefined, undefined]);
});
