/** Who reports to whom, as a tree. */
import type { Schemas } from '../api/client';

export type Position = Schemas['customer_Position'];

export interface Branch {
  position: Position;
  below: Branch[];
}

/** The trees of an org chart. Whoever reports to nobody who is there stands on top; a circle is cut. */
export function branchesOf(positions: readonly Position[]): Branch[] {
  const known = new Map(positions.map((one) => [one.contact_id, { position: one, below: [] as Branch[] }]));
  const tops: Branch[] = [];
  for (const branch of known.values()) {
    const above = known.get(branch.position.reports_to_id ?? '');
    if (above && !isAbove(branch.position, above.position, known)) above.below.push(branch);
    else tops.push(branch);
  }
  return tops;
}

/** Whether following one upwards from another comes back to it. */
function isAbove(one: Position, from: Position, known: ReadonlyMap<string, Branch>): boolean {
  const seen = new Set<string>();
  for (let at: Position | undefined = from; at && !seen.has(at.contact_id);) {
    if (at.contact_id === one.contact_id) return true;
    seen.add(at.contact_id);
    at = known.get(at.reports_to_id ?? '')?.position;
  }
  return false;
}

/** How many rows ECharts needs for a tree: people below different ones stand two rows apart. */
export function rowsOf(branch: Branch): number {
  const parents = lastsOf(branch, undefined);
  const rows = parents.reduce((sum, parent, at) => sum + (at > 0 && parent !== parents[at - 1] ? 2 : 1), 0);
  // It leaves half of what is between the first and the last free before and after them.
  return parents.length > 1 && parents[0] !== parents.at(-1) ? rows + 1 : rows;
}

/** Of everybody without people below, in order, whom they report to. */
function lastsOf(branch: Branch, parent: Branch | undefined): (Branch | undefined)[] {
  return branch.below.length === 0 ? [parent] : branch.below.flatMap((one) => lastsOf(one, branch));
}

export const levelsOf = (branches: readonly Branch[]): number =>
  branches.reduce((most, { below }) => Math.max(most, 1 + levelsOf(below)), 0);
