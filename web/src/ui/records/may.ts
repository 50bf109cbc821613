/** Whether a permission reaches a record. The server decides; this keeps what it would refuse from being offered. */
import { useMemo } from 'react';
import { useMe, type Me } from '../../session/session';
import { useTeams, type Team } from '../directory';

interface Owned {
  owner_id?: string | null;
  team_id?: string | null;
}

/** The teams and everything below them. */
export function below(own: readonly string[], teams: ReadonlyMap<string, Pick<Team, 'id' | 'parent_id'>>) {
  const found = new Set(own);
  for (let before = -1; before < found.size;) {
    before = found.size;
    for (const team of teams.values()) if (team.parent_id && found.has(team.parent_id)) found.add(team.id);
  }
  return found;
}

export function reaches(
  me: Pick<Me, 'id' | 'team_ids' | 'permissions'>,
  permission: string | undefined,
  record: Owned,
  teams: ReadonlyMap<string, Pick<Team, 'id' | 'parent_id'>>,
): boolean {
  const scope = permission === undefined ? undefined : me.permissions[permission];
  if (scope === undefined) return false;
  if (scope === 'all' || record.owner_id === me.id) return true;
  if (scope === 'own' || !record.team_id) return false;
  return (scope === 'team' ? new Set(me.team_ids) : below(me.team_ids, teams)).has(record.team_id);
}

/** Asks whether a permission reaches a record with an owner and a team. */
export function useReaches(): (permission: string | undefined, record: Owned) => boolean {
  const me = useMe();
  const teams = useTeams();
  return useMemo(() => (permission, record) => reaches(me, permission, record, teams), [me, teams]);
}
