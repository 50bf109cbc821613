import { describe, expect, test } from 'vitest';
import {
  choicesOf,
  columnAt,
  mappedColumns,
  matchesNothing,
  missingFields,
  originOf,
  titleOf,
  updateOf,
  usableKeys,
  withColumn,
  type Sheet,
  type Target,
} from './mapping';

const field = (name: string, more: Partial<Target['fields'][number]> = {}) => ({
  name,
  required: false,
  several: false,
  ...more,
});
const customers: Target = {
  name: 'customers',
  belongs_to: null,
  fields: [
    field('external_id'),
    field('name', { required: true }),
    field('phone', { several: true }),
    field('city'),
  ],
  match_keys: { external_id: ['external_id'], phone: ['phone'] },
  usual_keys: ['external_id'],
};
const sheet: Sheet = {
  name: '客户',
  header_row: 1,
  headers: ['编号', '公司', '电话', '备注/其他'],
  samples: [],
  rows_total: 2,
  target: 'customers',
  mapping: { 编号: 'external_id', 公司: 'name', 电话: 'phone', '备注/其他': null },
  remembered: false,
};
const job: Parameters<typeof updateOf>[0] = {
  state: 'ready',
  layout: { format: 'xlsx', encoding: null, delimiter: null, sheets: [sheet] },
  sheet: sheet.name,
  target: 'customers',
  mapping: sheet.mapping,
  options: {
    match_by: ['phone'],
    on_match: 'update',
    source: 'import',
    date_order: 'ymd',
    defaults: { city: '上海' },
  },
};
const choices = choicesOf(job);

test('an import is called by its file, and by its sheet where there are several', () => {
  const one = { ...job, file_name: 'crm.xlsx' };
  expect(titleOf(one)).toBe('crm.xlsx');
  const layout = { ...job.layout, sheets: [sheet, { ...sheet, name: '联系人' }] };
  expect(titleOf({ ...one, layout })).toBe('crm.xlsx · 客户');
});

describe('columns', () => {
  test('a field moves from the column that was it', () => {
    expect(withColumn(choices, '备注/其他', 'name', customers).mapping).toEqual({
      编号: 'external_id',
      公司: null,
      电话: 'phone',
      '备注/其他': 'name',
    });
  });

  test('a field that takes several columns stays where it was', () => {
    const { mapping } = withColumn(choices, '备注/其他', 'phone', customers);
    expect([mapping['电话'], mapping['备注/其他']]).toEqual(['phone', 'phone']);
  });

  test('columns without a field do not disturb each other', () => {
    const { mapping } = withColumn(choices, '公司', null, customers);
    expect([mapping['公司'], mapping['备注/其他']]).toEqual([null, null]);
    expect(mappedColumns(sheet, mapping)).toEqual(['编号', '电话']);
  });

  test('what a suggestion rests on is told', () => {
    const moved = withColumn(choices, '备注/其他', 'city', customers);
    expect(originOf(sheet, moved, '公司')).toBe('recognised');
    expect(originOf({ ...sheet, remembered: true }, moved, '公司')).toBe('remembered');
    expect(originOf(sheet, moved, '备注/其他')).toBe('chosen');
    expect(originOf(sheet, choices, '备注/其他')).toBe('none');
  });

  test('another object has suggestions of its own, none of them remembered', () => {
    const kept = { ...sheet, remembered: true };
    const other = choicesOf({ ...job, target: 'contacts' });
    expect(originOf(kept, other, '公司')).toBe('chosen');
    expect(originOf(kept, { ...other, suggested: sheet.mapping }, '公司')).toBe('recognised');
  });
});

describe('what is still needed', () => {
  test('a required field is given by a column or by a value for all rows', () => {
    const without = withColumn(choices, '公司', null, customers);
    expect(missingFields(choices, customers)).toEqual([]);
    expect(missingFields(without, customers)).toEqual(['name']);
    const filled = { ...without, options: { ...without.options, defaults: { name: 'x' } } };
    expect(missingFields(filled, customers)).toEqual([]);
    const begun = { ...without, options: { ...without.options, defaults: { name: ' ' } } };
    expect(missingFields(begun, customers)).toEqual(['name']);
    expect(updateOf(job, begun)?.options?.defaults).toEqual({});
  });

  test('rows can be matched only by what the file gives', () => {
    expect(usableKeys(withColumn(choices, '电话', null, customers), customers)).toEqual(['external_id']);
  });

  test('rows that nothing is compared by are told of, unless that is wanted', () => {
    const free = { ...choices, options: { ...choices.options, match_by: [] } };
    expect(matchesNothing(free, customers)).toBe(false);
    const without = withColumn(free, '编号', null, customers);
    expect(matchesNothing(without, customers)).toBe(true);
    expect(matchesNothing({ ...without, options: choices.options }, customers)).toBe(false);
    const wanted = { ...without, options: { ...without.options, on_match: 'create' as const } };
    expect(matchesNothing(wanted, customers)).toBe(false);
  });

  test('nothing is sent when the service knows it all', () => {
    expect(updateOf(job, choices)).toBeUndefined();
    const turned = Object.fromEntries(Object.entries(choices.mapping).reverse());
    expect(updateOf(job, { ...choices, mapping: turned })).toBeUndefined();
    expect(updateOf({ ...job, state: 'uploaded' }, choices)).toMatchObject({ target: 'customers' });
    expect(updateOf(job, withColumn(choices, '公司', null, customers))).toMatchObject({ sheet: '客户' });
  });

  test('a refusal names its column', () => {
    expect(columnAt('/mapping/备注~1其他')).toBe('备注/其他');
    expect(columnAt('/mapping')).toBeUndefined();
    expect(columnAt('/options/match_by/0')).toBeUndefined();
  });
});
