import { describe, expect, test } from 'vitest';
import type { Team } from '../../ui/directory';
import { memberCounts, membersOf, treeOf, within } from './hierarchy';

const team = (id: string, parent_id: string | null): Team => ({
  id,
  name: id,
  parent_id,
  manager_id: null,
  version: 1,
  created_at: '',
  updated_at: '',
});
const TEAMS = [team('sales', 'house'), team('north', 'sales'), team('house', null), team('lost', 'gone')];
const BY_ID = new Map(TEAMS.map((one) => [one.id, one]));

describe('the tree of teams', () => {
  test('hangs each below its superior, and what has none at the top', () => {
    const [house, lost] = treeOf(TEAMS);
    expect(house?.team.id).toBe('house');
    expect(house?.below[0]?.below.map((one) => one.team.id)).toEqual(['north']);
    expect(lost?.team.id).toBe('lost');
  });

  test('knows what lies below a team', () => {
    expect([...within(BY_ID, 'house')].sort()).toEqual(['house', 'north', 'sales']);
    expect([...within(BY_ID, 'north')]).toEqual(['north']);
  });

  test('knows who is in a team', () => {
    const people = [
      { id: '1', name: 'Ada', team_ids: ['north'], search: 'ada' },
      { id: '2', name: 'Lin', team_ids: [], search: 'lin' },
    ];
    expect(membersOf(people, 'north').map((one) => one.name)).toEqual(['Ada']);
  });

  test('counts whoever is in several teams in each', () => {
    const people = [
      { id: '1', name: 'Ada', team_ids: ['north', 'sales'], search: 'ada' },
      { id: '2', name: 'Lin', team_ids: ['north'], search: 'lin' },
    ];
    expect([...memberCounts(people)]).toEqual([
      ['north', 2],
      ['sales', 1],
    ]);
  });
});
