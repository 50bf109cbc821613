import { moneyOf, numberOf } from '../ui/fields/values';
import { useFormat } from '../ui/format';

/** An amount with its currency; histories and conflicts know the number only. */
export function Amount({ value }: { value: unknown }) {
  const format = useFormat();
  const money = moneyOf(value);
  if (money) return format.money(money.amount, money.currency);
  const number = numberOf(value);
  return number === null ? null : format.number(number);
}
