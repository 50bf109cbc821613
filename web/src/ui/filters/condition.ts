/** Conditions as lists take them (libs/conditions): a tree of all, any and not with questions as its leaves. */

export interface Leaf {
  field: string;
  op: string;
  value?: unknown;
}
export interface All {
  all: Condition[];
}
export interface AnyOf {
  any: Condition[];
}
export interface Not {
  not: Condition;
}
export type Condition = Leaf | All | AnyOf | Not;
export type Mode = 'all' | 'any';

export const isLeaf = (condition: Condition): condition is Leaf => 'field' in condition;

/** The parts of an all or an any, with which of them it is. */
export function groupOf(condition: Condition): { mode: Mode; parts: Condition[] } | undefined {
  if ('all' in condition) return { mode: 'all', parts: condition.all };
  if ('any' in condition) return { mode: 'any', parts: condition.any };
  return undefined;
}

export const grouped = (mode: Mode, parts: Condition[]): Condition =>
  mode === 'all' ? { all: parts } : { any: parts };

/** What stands in an address or a saved view; what is no condition is none. */
export function readCondition(written: unknown): Condition | null {
  let found: unknown = written;
  if (typeof written === 'string') {
    try {
      found = JSON.parse(written);
    } catch {
      return null;
    }
  }
  return isCondition(found) ? found : null;
}

export const writeCondition = (condition: Condition | null): string | undefined =>
  condition === null ? undefined : JSON.stringify(condition);

function isCondition(found: unknown): found is Condition {
  if (found === null || typeof found !== 'object' || Array.isArray(found)) return false;
  const keys = Object.keys(found);
  if (keys.length === 1) {
    if ('all' in found) return isParts(found.all);
    if ('any' in found) return isParts(found.any);
    if ('not' in found) return isCondition(found.not);
  }
  const leaf = 'field' in found && typeof found.field === 'string' && 'op' in found;
  return leaf && typeof found.op === 'string' && keys.every((key) => LEAF.has(key));
}

const LEAF = new Set(['field', 'op', 'value']);
const isParts = (found: unknown): boolean => Array.isArray(found) && found.every(isCondition);

/** Both at once; none of them asks nothing. */
export function both(one: Condition | null, other: Condition | null): Condition | null {
  if (one === null || other === null) return one ?? other;
  const parts = [one, other].flatMap((each) => ('all' in each ? each.all : [each]));
  return { all: parts };
}

/** The fields that a condition asks about. */
export function fieldsOf(condition: Condition): string[] {
  const parts = isLeaf(condition) ? [] : 'not' in condition ? [condition.not] : groupOf(condition)?.parts;
  const found = isLeaf(condition) ? [condition.field] : (parts ?? []).flatMap(fieldsOf);
  return [...new Set(found)];
}
