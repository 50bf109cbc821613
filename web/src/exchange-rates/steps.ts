/** Rates as a line: each holds from its day until the next one's. */

interface Point {
  starts_on: string;
  rate: string;
}

const WIDTH = 200;
const HEIGHT = 48;
const EDGE = 4;

/** What an SVG path draws of the rates, up to today; nothing of none. */
export function lineOf(rates: readonly Point[], today: string): string {
  const sorted = [...rates].sort((a, b) => (a.starts_on < b.starts_on ? -1 : 1));
  const [first] = sorted;
  if (!first) return '';
  const day = (text: string) => Date.parse(`${text}T00:00:00Z`);
  const end = Math.max(day(today), day(sorted.at(-1)?.starts_on ?? today));
  const span = Math.max(1, end - day(first.starts_on));
  const values = sorted.map((one) => Number(one.rate));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (at: number) => round(((at - day(first.starts_on)) / span) * WIDTH);
  // One rate only, or always the same: a line through the middle.
  const y = (rate: number) =>
    round(high === low ? HEIGHT / 2 : HEIGHT - EDGE - ((rate - low) / (high - low)) * (HEIGHT - 2 * EDGE));
  const steps = sorted.map((one, at) => {
    const place = x(day(one.starts_on));
    return at === 0 ? `M${place} ${y(Number(one.rate))}` : `H${place} V${y(Number(one.rate))}`;
  });
  return `${steps.join(' ')} H${WIDTH}`;
}

const round = (value: number) => Math.round(value * 10) / 10;

export const VIEW = `0 0 ${WIDTH} ${HEIGHT}`;
