import { expect, test } from 'vitest';
import { sentOf, withGroups } from './draft';

const group = (...ids: string[]) => ({
  name: 'Power',
  least: 0,
  most: null,
  choices: ids.map((product_id) => ({ product_id, most: 1, initially: false })),
});
const rule = (option_id: string, other_id: string) => ({ option_id, bond: 'requires' as const, other_id });

test('an option that is taken out takes the rules that speak of it along', () => {
  const draft = {
    groups: [group('a', 'b', 'c')],
    rules: [rule('a', 'b'), rule('c', 'a'), rule('b', 'c'), rule('', '')],
  };
  expect(withGroups(draft, [group('b', 'c')]).rules).toEqual([rule('b', 'c'), rule('', '')]);
});

test('rows that nobody filled in are not sent, a group without a name is', () => {
  const nameless = { ...group('b'), name: '' };
  const sent = sentOf({
    groups: [group('a', ''), nameless, { ...group(''), name: ' ' }],
    rules: [rule('a', 'b'), rule('a', '')],
  });
  expect(sent).toEqual({ option_groups: [group('a'), nameless], option_rules: [rule('a', 'b')] });
});
