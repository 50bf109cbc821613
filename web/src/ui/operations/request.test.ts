import { expect, test } from 'vitest';
import { asked } from './request';

test('tells what was asked, part by part', () => {
  const request = {
    selection: { ids: 3 },
    values: { industry: null, custom: { level: 'A' } },
    add_tags: ['x'],
    remove_tags: [],
    assign: { owner_id: 'lin', team_id: null, note: 'moved' },
  };
  expect(asked(request)).toEqual([
    { act: 'set', name: 'industry', value: null },
    { act: 'set', name: 'custom.level', value: 'A' },
    { act: 'set', name: 'owner_id', value: 'lin' },
    { act: 'addTags', name: '', value: ['x'] },
    { act: 'set', name: 'note', value: 'moved' },
  ]);
  expect(asked({ deleted: true }).map((one) => one.act)).toEqual(['delete']);
  expect(asked({ deleted: false }).map((one) => one.act)).toEqual(['restore']);
  expect(asked({ owner_id: 'lin', selection: {} }).map((one) => one.name)).toEqual(['owner_id']);
  expect(asked({ move: { status: 'disqualified', reason: 'No budget' } })).toEqual([
    { act: 'set', name: 'status', value: 'disqualified' },
    { act: 'set', name: 'reason', value: 'No budget' },
  ]);
  expect(asked({})).toEqual([]);
});
