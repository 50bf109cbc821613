/** Which invoices a payment is for: sums are counted exactly, in ten-thousandths, whatever the currency. */
import type { AllocationGiven } from './queries';

const DIGITS = 4;

/** `12.5` as 125000; what is no sum is none. */
export function unitsOf(amount: string): bigint {
  const parts = /^(\d+)(?:\.(\d*))?$/.exec(amount.trim());
  if (!parts) return 0n;
  const [, whole = '0', fraction = ''] = parts;
  return BigInt(whole + fraction.slice(0, DIGITS).padEnd(DIGITS, '0'));
}

/** 125000 as `12.5`. */
export function amountOf(units: bigint): string {
  const text = (units < 0n ? -units : units).toString().padStart(DIGITS + 1, '0');
  const fraction = text.slice(-DIGITS).replace(/0+$/, '');
  const whole = text.slice(0, -DIGITS);
  return `${units < 0n ? '-' : ''}${whole}${fraction && `.${fraction}`}`;
}

/** Invoice → so much for it. */
export type Chosen = Readonly<Record<string, string>>;

interface Owed {
  id: string;
  open: { amount: string };
}

/** What there is goes to the invoices in their order, as far as it reaches. */
export function spread(amount: string, invoices: readonly Owed[]): Chosen {
  let left = unitsOf(amount);
  const chosen: Record<string, string> = {};
  for (const { id, open } of invoices) {
    const owed = unitsOf(open.amount);
    const given = owed < left ? owed : left;
    if (given > 0n) chosen[id] = amountOf(given);
    left -= given;
  }
  return chosen;
}

/** What is left when so much is for invoices; below nothing, more is than there is. */
export const leftOf = (amount: string, chosen: Chosen): string =>
  amountOf(Object.values(chosen).reduce((left, one) => left - unitsOf(one), unitsOf(amount)));

/** As it is sent: what has an amount, of the invoices that are there. */
export const allocationsOf = (chosen: Chosen, invoices: readonly Owed[]): AllocationGiven[] =>
  invoices.flatMap(({ id }) => {
    const amount = chosen[id] ?? '';
    return unitsOf(amount) > 0n ? [{ invoice_id: id, amount }] : [];
  });
