/** What is asked about a product's price, as the address keeps it: a colleague who opens it sees the same. */
import type { OptionGroup } from '../queries';

/** Option → how many of it for one of the product. */
export type Chosen = Readonly<Record<string, number>>;

export interface Asked {
  customer: string;
  currency: string;
  quantity: string;
  months: string;
  discount: string;
  /** null: what is chosen before anybody chooses. */
  options: Chosen | null;
}

const TEXTS = ['customer', 'currency', 'quantity', 'months', 'discount'] as const;

/** Options of another product, that was looked at before this one, do not count. */
export function askedOf(address: URLSearchParams, groups: readonly OptionGroup[]): Asked {
  const [customer, currency, quantity, months, discount] = TEXTS.map((name) => address.get(name) ?? '');
  const options = address.get('options');
  return {
    customer: customer ?? '',
    currency: currency ?? '',
    quantity: quantity ?? '',
    months: months ?? '',
    discount: discount ?? '',
    options: options === null ? null : known(chosenOf(options), groups),
  };
}

/** The address with changes of what is asked. */
export function addressOf(before: URLSearchParams, changes: Partial<Asked>): URLSearchParams {
  const next = new URLSearchParams(before);
  for (const name of TEXTS) {
    const value = changes[name];
    if (value === '')
      next.delete(name); // as it is when nothing is said
    else if (value !== undefined) next.set(name, value);
  }
  if (changes.options) next.set('options', written(changes.options));
  return next;
}

const written = (chosen: Chosen): string =>
  Object.entries(chosen)
    .map(([id, quantity]) => (quantity === 1 ? id : `${id}*${quantity}`))
    .join(',');

function chosenOf(text: string): Chosen {
  const parts = text.split(',').filter((one) => one !== '');
  return Object.fromEntries(
    parts.map((one) => {
      const [id = '', quantity = '1'] = one.split('*');
      return [id, Math.max(1, Math.trunc(Number(quantity)) || 1)];
    }),
  );
}

function known(chosen: Chosen, groups: readonly OptionGroup[]): Chosen | null {
  const own = new Set(groups.flatMap((group) => group.choices.map((one) => one.product_id)));
  const entries = Object.entries(chosen);
  const kept = entries.filter(([id]) => own.has(id));
  return kept.length === 0 && entries.length > 0 ? null : Object.fromEntries(kept);
}

/** What is chosen before anybody chooses. */
export const initially = (groups: readonly OptionGroup[]): Chosen =>
  Object.fromEntries(
    groups.flatMap((group) => group.choices.filter((one) => one.initially).map((one) => [one.product_id, 1])),
  );

/** The choice with an option more or less; where only one of a group is taken, the other one goes. */
export function toggled(chosen: Chosen, group: OptionGroup, id: string): Chosen {
  const { [id]: had, ...rest } = chosen;
  if (had !== undefined) return rest;
  const others = new Set(group.most === 1 ? group.choices.map((one) => one.product_id) : []);
  const kept = Object.entries(rest).filter(([other]) => !others.has(other));
  return { ...Object.fromEntries(kept), [id]: 1 };
}
