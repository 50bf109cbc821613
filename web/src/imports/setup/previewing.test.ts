import { expect, test } from 'vitest';
import type { Fault, PreviewRow } from '../calls';
import { columnsOf, faultsOf } from './previewing';

const sheet = {
  name: 'Sheet1',
  header_row: 1,
  headers: ['ID', 'Phone', 'Mobile', 'Notes'],
  samples: [],
  rows_total: 1,
  target: 'customers',
  mapping: {},
  remembered: false,
};
const job: Parameters<typeof columnsOf>[0] = {
  layout: { format: 'xlsx', encoding: null, delimiter: null, sheets: [sheet] },
  sheet: 'Sheet1',
  // The service keeps mappings without their order.
  mapping: { Mobile: 'phone', ID: 'external_id', Phone: 'phone', Notes: null },
  options: {
    match_by: [],
    on_match: 'update',
    source: 'import',
    date_order: 'ymd',
    defaults: { owner: 'Lin' },
  },
};

const fault = (field: string | null): Fault => ({
  row_number: 2,
  column: null,
  field,
  kind: 'hidden_value',
  params: {},
  value: '*',
  fatal: false,
});

test('columns stand as in the file, each field once, values for all rows last', () => {
  expect(columnsOf(job)).toEqual([
    { field: 'external_id', header: 'ID' },
    { field: 'phone', header: 'Phone' },
    { field: 'owner', header: undefined },
  ]);
});

test('errors stand at their cells, and at the row when no cell shows them', () => {
  const errors = [fault('phone'), fault('phone'), fault('custom.level'), fault(null)];
  const row: PreviewRow = { number: 2, action: 'fail', record_id: null, values: {}, errors };
  const found = faultsOf(row, columnsOf(job));
  expect(found.get('phone')).toHaveLength(2);
  expect(found.get(null)).toHaveLength(2);
  expect(found.has('custom.level')).toBe(false);
});
