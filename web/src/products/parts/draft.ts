/** Options and their rules while they are changed: what goes takes with it what spoke of it. */
import type { OptionGroup, OptionRule } from '../queries';

export interface Draft {
  groups: readonly OptionGroup[];
  rules: readonly OptionRule[];
}

export const optionsOf = (groups: readonly OptionGroup[]): string[] =>
  groups.flatMap((group) => group.choices.map((one) => one.product_id)).filter((id) => id !== '');

/** The draft with other groups; rules between options that are still there stay. */
export function withGroups(draft: Draft, groups: readonly OptionGroup[]): Draft {
  const known = new Set(optionsOf(groups));
  const gone = new Set(optionsOf(draft.groups).filter((id) => !known.has(id)));
  return { groups, rules: draft.rules.filter((one) => !gone.has(one.option_id) && !gone.has(one.other_id)) };
}

/** What is sent: rows that nobody filled in are none. */
export function sentOf({ groups, rules }: Draft) {
  const filled = groups.map((group) => ({
    ...group,
    choices: group.choices.filter((one) => one.product_id !== ''),
  }));
  return {
    option_groups: filled.filter((group) => group.name.trim() !== '' || group.choices.length > 0),
    option_rules: rules.filter((one) => one.option_id !== '' && one.other_id !== ''),
  };
}
