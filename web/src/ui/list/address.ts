/** What a list shows, as its address says: what stands in the address goes before what its saved view keeps. */

export interface Shown {
  /** A condition as JSON; empty: none. */
  filter: string;
  /** Free text; no view keeps it. */
  q: string;
  sort: string;
  /** Names of fields; empty: the ones that the object starts with. */
  columns: readonly string[];
  /** Deleted records instead of live ones; no view keeps it. */
  deleted: boolean;
}

/** JSON with its keys in one order: the database gives them back in another one. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** Of the list by itself, without a view. */
export const PLAIN: Shown = { filter: '', q: '', sort: '', columns: [], deleted: false };

/** The part of a saved view that says what a list shows. */
export interface Kept {
  condition: Readonly<Record<string, unknown>> | null;
  sort: string | null;
  columns: readonly string[];
}

export function ofView(view: Kept): Shown {
  return {
    filter: view.condition ? canonical(view.condition) : '',
    q: '',
    sort: view.sort ?? '',
    columns: view.columns,
    deleted: false,
  };
}

const written = (shown: Shown) => ({
  ...shown,
  columns: shown.columns.join(','),
  deleted: shown.deleted ? '1' : '',
});

/** What is shown at an address, with a view (or PLAIN) below it. */
export function read(address: URLSearchParams, basis: Shown): Shown {
  const columns = address.get('columns');
  return {
    filter: readable(address.get('filter')) ?? basis.filter,
    q: address.get('q') ?? basis.q,
    sort: address.get('sort') ?? basis.sort,
    columns: columns === null ? basis.columns : columns.split(',').filter(Boolean),
    deleted: address.get('deleted') === '1',
  };
}

/** A condition that somebody typed into the address may be no JSON: then there is none. */
function readable(filter: string | null): string | null {
  if (!filter) return filter;
  try {
    return canonical(JSON.parse(filter));
  } catch {
    return '';
  }
}

/** The address for what is to be shown: it says only what the view does not. Its other words stay. */
export function write(address: URLSearchParams, basis: Shown, change: Partial<Shown>): URLSearchParams {
  const next = new URLSearchParams(address);
  const below = written(basis);
  const above = written({ ...read(address, basis), ...change });
  for (const name of ['filter', 'q', 'sort', 'columns', 'deleted'] as const) {
    if (above[name] === below[name]) next.delete(name);
    else next.set(name, above[name]);
  }
  return next;
}

/** Whether a view would have something to save. */
export function differs(shown: Shown, basis: Shown): boolean {
  const [one, other] = [written(shown), written(basis)];
  return one.filter !== other.filter || one.sort !== other.sort || one.columns !== other.columns;
}
