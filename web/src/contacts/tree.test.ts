import { describe, expect, test } from 'vitest';
import { branchesOf, levelsOf, rowsOf, type Branch, type Position } from './tree';

const position = (contact_id: string, reports_to_id: string | null = null): Position => ({
  contact_id,
  reports_to_id,
  name: contact_id,
  title: null,
  department: null,
  decision_role: null,
  primary: false,
});

describe('org charts', () => {
  test('are trees by whom each reports to', () => {
    const tree = branchesOf([position('c', 'b'), position('a'), position('b', 'a'), position('d', 'a')]);
    expect(tree).toHaveLength(1);
    expect(tree[0]?.below.map((one) => one.position.contact_id)).toEqual(['b', 'd']);
    expect(levelsOf(tree)).toBe(3);
  });

  test('put those on top whose superior is not there', () => {
    expect(branchesOf([position('a', 'gone'), position('b')])).toHaveLength(2);
  });

  test('need more rows where neighbours have different superiors', () => {
    const rows = (...all: Position[]) => branchesOf(all).map((one: Branch) => rowsOf(one));
    expect(rows(position('a'))).toEqual([1]);
    expect(rows(position('a'), position('b', 'a'), position('c', 'a'))).toEqual([2]);
    const [a, b, c] = [position('a'), position('b', 'a'), position('c', 'a')];
    expect(rows(a, b, c, position('d', 'b'), position('e', 'c'))).toEqual([4]);
  });

  test('lose nobody in a circle', () => {
    const tree = branchesOf([position('a', 'b'), position('b', 'a'), position('c', 'a')]);
    const names = (all: typeof tree): string[] =>
      all.flatMap((one) => [one.position.name, ...names(one.below)]);
    expect(names(tree).sort()).toEqual(['a', 'b', 'c']);
  });
});
