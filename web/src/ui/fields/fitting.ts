/** How many of some things in a row there is room for, when the others are told by their number behind it. */
export function fitting(widths: readonly number[], room: number, gap: number, more: number): number {
  let end = 0;
  let fit = 0;
  for (const [at, width] of widths.entries()) {
    end += width + (at > 0 ? gap : 0);
    const last = at === widths.length - 1;
    if (end + (last ? 0 : gap + more) <= room) fit = at + 1;
  }
  return Math.max(fit, 1); // the first is cut short rather than left out
}
