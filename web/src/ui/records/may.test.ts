import { describe, expect, test } from 'vitest';
import { below, reaches } from './may';

const TEAMS = new Map(
  [
    { id: 'east', parent_id: null },
    { id: 'shanghai', parent_id: 'east' },
    { id: 'pudong', parent_id: 'shanghai' },
    { id: 'west', parent_id: null },
  ].map((one) => [one.id, one]),
);
const me = (scope: 'own' | 'team' | 'subtree' | 'all') => ({
  id: 'me',
  team_ids: ['east'],
  permissions: { 'customer.update': scope },
});

test('below a team is everything under it', () => {
  expect(below(['east'], TEAMS)).toEqual(new Set(['east', 'shanghai', 'pudong']));
});

describe('a permission reaches', () => {
  test.each([
    ['own', { owner_id: 'me', team_id: 'west' }, true],
    ['own', { owner_id: 'other', team_id: 'east' }, false],
    ['team', { owner_id: 'other', team_id: 'east' }, true],
    ['team', { owner_id: 'other', team_id: 'pudong' }, false],
    ['subtree', { owner_id: 'other', team_id: 'pudong' }, true],
    ['subtree', { owner_id: 'other', team_id: 'west' }, false],
    ['subtree', { owner_id: null, team_id: null }, false],
    ['all', { owner_id: null, team_id: null }, true],
  ] as const)('%s %o: %s', (scope, record, expected) => {
    expect(reaches(me(scope), 'customer.update', record, TEAMS)).toBe(expected);
  });

  test('nothing without it', () => {
    expect(reaches(me('all'), 'customer.delete', { owner_id: 'me' }, TEAMS)).toBe(false);
    expect(reaches(me('all'), undefined, { owner_id: 'me' }, TEAMS)).toBe(false);
  });
});
