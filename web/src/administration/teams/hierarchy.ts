/** Teams as a tree, in the order of their names. */
import type { Colleague, Team } from '../../ui/directory';

export interface Node {
  team: Team;
  below: Node[];
}

/** A team whose superior is not among them stands at the top. */
export function treeOf(teams: Iterable<Team>): Node[] {
  const nodes = new Map<string, Node>();
  for (const team of teams) nodes.set(team.id, { team, below: [] });
  const top: Node[] = [];
  for (const node of nodes.values()) (nodes.get(node.team.parent_id ?? '')?.below ?? top).push(node);
  return top;
}

/** A team and all below it: where it cannot be moved. */
export function within(teams: ReadonlyMap<string, Team>, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const one of teams.values()) if (one.parent_id && found.has(one.parent_id)) found.add(one.id);
  }
  return found;
}

export function membersOf(people: Iterable<Colleague>, id: string): Colleague[] {
  return [...people].filter((one) => one.team_ids.includes(id));
}

/** How many are in each team, counted once for all of them. */
export function memberCounts(people: Iterable<Colleague>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { team_ids: ids } of people) for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
