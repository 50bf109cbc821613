import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import { dayOf } from '../ui/moments';
import { Standing } from '../ui/states/Standing';
import type { Listed } from './queries';
import { daysBetween, standingOf, toneOf } from './standing';

/** How an invoice stands; of what is overdue, for how long. */
export function InvoiceStanding({
  invoice,
}: {
  invoice: Pick<Listed, 'kind' | 'state' | 'overdue' | 'due_on'>;
}) {
  const { t } = useTranslation('invoices');
  const today = dayOf(new Date(), useMe().organisation.time_zone);
  const word = standingOf(invoice);
  const count = Math.max(1, daysBetween(invoice.due_on, today));
  return (
    <Standing tone={toneOf(word)}>
      {word === 'overdue' ? t('overdueBy', { count }) : t(`states.${word}`)}
    </Standing>
  );
}

/** The same in a list: the column has the whole invoice. */
function Shown({ value }: { value: unknown }) {
  return typeof value === 'object' && value !== null ? <InvoiceStanding invoice={value as Listed} /> : null; // as: its column
}

export const STANDING = { Value: Shown };
