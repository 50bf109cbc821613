/** Lists of several services as one, newest first. */

interface Dated {
  created_at: string;
}
interface List<T> {
  /** Newest first, as far as it is loaded. */
  items: readonly T[];
  /** Older ones can be loaded. */
  more: boolean;
}

/** What is certain to be in its place: nothing older than the end of a list that goes on. */
export function newestFirst<T extends Dated>(lists: readonly List<T>[]): T[] {
  const ends = lists.flatMap(({ items, more }) => (more ? (items.at(-1)?.created_at ?? []) : []));
  const end = ends.sort().at(-1) ?? '';
  return lists
    .flatMap(({ items }) => items)
    .filter((one) => one.created_at >= end)
    .sort((one, other) => (one.created_at < other.created_at ? 1 : -1));
}
