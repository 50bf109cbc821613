import { describe, expect, test } from 'vitest';
import { selectionOf } from './door';
import { BLANK, editOf } from './draft';

describe('a bulk edit', () => {
  test('asks nothing until something is said', () => {
    expect(editOf('set', { ...BLANK, values: { industry: undefined } })).toBeNull();
    expect(editOf('tags', BLANK)).toBeNull();
    expect(editOf('assign', { ...BLANK, note: 'why' })).toBeNull();
    expect(editOf('move', BLANK)).toBeNull();
    expect(editOf('move', { ...BLANK, move: { status: 'disqualified', reason: ' ' } })).toBeNull();
  });

  test('sets and empties fields, custom ones together', () => {
    const values = {
      industry: 'Rail',
      size: null,
      'custom.level': 'A',
      'custom.rebate': null,
      source: undefined,
    };
    expect(editOf('set', { ...BLANK, values })).toEqual({
      values: { industry: 'Rail', size: null, custom: { level: 'A', rebate: null } },
    });
  });

  test('says only what is given', () => {
    expect(editOf('tags', { ...BLANK, add: ['x'] })).toEqual({ add_tags: ['x'], remove_tags: [] });
    expect(editOf('assign', { ...BLANK, owner: 'lin' })).toEqual({ assign: { owner_id: 'lin' } });
    expect(editOf('assign', { ...BLANK, team: 'east', note: ' moved ' })).toEqual({
      assign: { team_id: 'east', note: 'moved' },
    });
    expect(editOf('assign', { ...BLANK, owner: null })).toEqual({ assign: { owner_id: null } });
    expect(editOf('move', { ...BLANK, move: { status: 'qualified' } })).toEqual({
      move: { status: 'qualified' },
    });
    expect(editOf('move', { ...BLANK, move: { status: 'disqualified', reason: ' No budget ' } })).toEqual({
      move: { status: 'disqualified', reason: 'No budget' },
    });
    expect(editOf('delete', BLANK)).toEqual({ deleted: true });
    expect(editOf('restore', BLANK)).toEqual({ deleted: false });
  });
});

test('a selection always says which records', () => {
  expect(selectionOf({ kind: 'ids', ids: ['a'] })).toEqual({ ids: ['a'] });
  expect(selectionOf({ kind: 'matching', count: 60 })).toEqual({ filter: { all: [] } });
  expect(selectionOf({ kind: 'matching', q: 'lin', count: 2 })).toEqual({ q: 'lin' });
  const filter = '{"field":"kind","op":"eq","value":"person"}';
  const condition = { field: 'kind', op: 'eq', value: 'person' };
  expect(selectionOf({ kind: 'matching', filter, count: 2 })).toEqual({ filter: condition });
  expect(selectionOf({ kind: 'matching', filter, q: 'lin', count: 2 })).toEqual({
    filter: condition,
    q: 'lin',
  });
});
