/** What somebody opened last with this browser: ids only, names are asked for and so never outlive a record. */

export interface Recent {
  thing: 'customer' | 'contact';
  id: string;
}

const MOST = 6;
const PATH = /^\/(customer|contact)s\/([0-9a-f]{8}-[0-9a-f-]{27})/;
const keyOf = (person: string) => `recent:${person}`;

/** The record that an address shows. */
export function recordAt(path: string): Recent | undefined {
  const [, thing, id] = PATH.exec(path) ?? [];
  return id ? { thing: thing === 'contact' ? 'contact' : 'customer', id } : undefined;
}

export function recents(person: string): Recent[] {
  const kept = localStorage.getItem(keyOf(person))?.split(' ') ?? [];
  return kept.map(recordAt).filter((one) => one !== undefined);
}

export function remember(person: string, path: string): void {
  const opened = recordAt(path);
  if (!opened) return;
  const others = recents(person).filter((one) => one.id !== opened.id);
  const kept = [opened, ...others].slice(0, MOST).map((one) => `/${one.thing}s/${one.id}`);
  localStorage.setItem(keyOf(person), kept.join(' '));
}
