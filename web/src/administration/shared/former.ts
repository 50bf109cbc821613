/** Addresses as they were written before a list had its filter; links that people kept still are. */
import { both, readCondition, writeCondition, type Condition } from '../../ui/filters/condition';

/** What a parameter of its own asked for, by its name. */
export type Former = Readonly<Record<string, (value: string) => Condition>>;

/** A former address as it is written now; null when it is. */
export function inFilter(address: URLSearchParams, former: Former): URLSearchParams | null {
  const found = Object.entries(former).filter(([name]) => address.has(name));
  if (found.length === 0) return null;
  const next = new URLSearchParams(address);
  let asked = readCondition(address.get('filter'));
  for (const [name, condition] of found) {
    const value = address.get(name);
    if (value) asked = both(asked, condition(value));
    next.delete(name);
  }
  if (asked) next.set('filter', writeCondition(asked) ?? '');
  return next;
}
