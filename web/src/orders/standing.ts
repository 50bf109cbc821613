/** What can be said of an order from what it is. */
import type { Tone } from '../ui/states/Standing';
import type { Listed, Order, Progress } from './queries';

/** What an order is asked about, and the answers there are. */
export const STANDINGS = {
  state: ['draft', 'confirmed', 'closed', 'cancelled'],
  delivery: ['none', 'partial', 'complete'],
  billing: ['none', 'partial', 'complete'],
  payment: ['none', 'partial', 'paid'],
} as const satisfies { [Name in 'state' | 'delivery' | 'billing' | 'payment']: readonly Listed[Name][] };
export type Asked = keyof typeof STANDINGS;

const TONES: Readonly<Record<string, Tone>> = {
  confirmed: 'accent',
  cancelled: 'danger',
  partial: 'warning',
  complete: 'success',
  paid: 'success',
};

export const toneOf = (value: string): Tone => TONES[value] ?? 'quiet';

export type Figure = 'to_ship' | 'to_return' | 'to_bill';

/** A line and how much of it can still be acted on. */
export interface Open {
  id: string;
  name: string;
  unit: string;
  most: string;
}

/** The lines of which something is left to ship, to return or to bill. */
export function openLines({ lines, progress }: Pick<Order, 'lines' | 'progress'>, figure: Figure): Open[] {
  const standing = new Map(progress.map((one) => [one.line_id, one]));
  return lines.flatMap(({ id = '', product, unit }) => {
    const most = standing.get(id)?.[figure] ?? '0';
    return Number(most) > 0 ? [{ id, name: product.name, unit, most }] : [];
  });
}

/** How much of what was ordered is done, from 0 to 1; more than that is not shown. */
export function shareOf(done: string, ordered: string): number {
  const whole = Number(ordered);
  return whole > 0 ? Math.min(1, Math.max(0, Number(done) / whole)) : 0;
}

type Stands = Pick<Progress, 'prepared' | 'shipped' | 'billed'>;
export type Obstacle = 'prepared' | 'shipped' | 'billed';

/** What stands against calling an order off. */
export function obstacles(progress: readonly Stands[]): Obstacle[] {
  const all: readonly Obstacle[] = ['prepared', 'shipped', 'billed'];
  return all.filter((name) => progress.some((one) => Number(one[name]) > 0));
}
