import { useTranslation } from 'react-i18next';
import { moneyOf } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import { Standing } from '../ui/states/Standing';

/** Whether the money came. */
export function State({ value }: { value: unknown }) {
  const { t } = useTranslation('payments');
  const reversed = value === 'reversed';
  return (
    <Standing tone={reversed ? 'danger' : 'success'}>
      {t(`states.${reversed ? 'reversed' : 'received'}`)}
    </Standing>
  );
}

/** What is no invoice's yet; nothing where all of it is. */
function Unallocated({ value }: { value: unknown }) {
  const format = useFormat();
  const money = moneyOf(value);
  if (!money || Number(money.amount) === 0) return null;
  return <Standing tone="warning">{format.money(money.amount, money.currency)}</Standing>;
}

export const STATE = { Value: State };
export const UNALLOCATED = { Value: Unallocated };
