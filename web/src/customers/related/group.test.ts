import { expect, test } from 'vitest';
import { treeOf } from './group';

const member = (id: string, parent_id: string | null) => ({ id, parent_id, readable: true });

test('members stand below those they belong to', () => {
  const members = [member('top', 'outside'), member('a', 'top'), member('b', 'top'), member('a1', 'a')];
  const tree = treeOf({ root_id: 'top', members });
  expect(tree?.below.map((one) => one.member.id)).toEqual(['a', 'b']);
  expect(tree?.below[0]?.below.map((one) => one.member.id)).toEqual(['a1']);
});

test('there is no tree without its top', () => {
  expect(treeOf({ root_id: 'top', members: [] })).toBeUndefined();
});
