/** The list with one taken out and put in again before a gap: 0 is above the first. */
export function reordered<T>(list: readonly T[], from: number, gap: number): T[] {
  const one = list[from];
  if (one === undefined) return [...list];
  const rest = list.filter((_, at) => at !== from);
  const to = gap > from ? gap - 1 : gap;
  return [...rest.slice(0, to), one, ...rest.slice(to)];
}
