/** The entries with one of them at another place. */
export function movedTo<T extends { id: string }>(entries: readonly T[], id: string, place: number): T[] {
  const one = entries.find((each) => each.id === id);
  if (!one) return [...entries];
  const rest = entries.filter((each) => each.id !== id);
  return rest.toSpliced(Math.max(0, Math.min(rest.length, place)), 0, one);
}
