/** The columns of a list: which, in which order, and how wide. */
import type { FieldDescription, FieldKind } from '../records/description';

const WIDE: Partial<Record<FieldKind, number>> = {
  flag: 90,
  number: 110,
  money: 140,
  date: 140,
  moment: 140,
  choice: 120,
  language: 110,
  currency: 90,
  country: 120,
  emails: 220,
  addresses: 240,
  longText: 240,
  link: 200,
};
const USUAL = 160;
const OF_THE_TITLE = 240;
export const LEAST = 60;
export const MOST = 800;

/** The title before all, then the chosen fields that exist, or those that the object starts with. */
export function columnsOf(
  fields: readonly FieldDescription[],
  title: string,
  chosen: readonly string[],
): FieldDescription[] {
  const named = new Map(fields.map((field) => [field.name, field]));
  const wanted =
    chosen.length > 0
      ? chosen.flatMap((name) => named.get(name) ?? [])
      : fields.filter((field) => field.initially);
  const first = named.get(title);
  const others = [...new Set(wanted)].filter((field) => field.name !== title);
  return first ? [first, ...others] : others;
}

export type Widths = Readonly<Record<string, number>>;

export function widthOf(field: FieldDescription, title: string, widths: Widths): number {
  const usual = field.width ?? (field.name === title ? OF_THE_TITLE : (WIDE[field.kind] ?? USUAL));
  return widths[field.name] ?? usual;
}

export const bounded = (width: number): number => Math.round(Math.min(MOST, Math.max(LEAST, width)));

/** The order that a click on a header asks for next: up, down, none. */
export function nextSort(sort: string, by: string): string {
  if (sort === by) return `-${by}`;
  return sort === `-${by}` ? '' : by;
}

export function sortedBy(sort: string, field: FieldDescription): 'ascending' | 'descending' | undefined {
  if (!field.sort) return undefined;
  if (sort === field.sort) return 'ascending';
  return sort === `-${field.sort}` ? 'descending' : undefined;
}

/** A column one place further. */
export function moved(columns: readonly string[], name: string, by: number): string[] {
  const from = columns.indexOf(name);
  const next = columns.filter((one) => one !== name);
  next.splice(Math.max(0, from + by), 0, name);
  return next;
}
