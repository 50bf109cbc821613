import { useTranslation } from 'react-i18next';
import { Lines as Shown } from '../../lines/Lines';
import type { Saving } from '../../ui/records/useRecordSaving';
import type { Opportunity } from '../queries';

interface Props {
  deal: Opportunity;
  /** null: whoever looks may not change it. */
  save: Saving['save'] | null;
}

/** What the deal is about; what its lines come to is its amount. */
export function Lines({ deal, save }: Props) {
  const { t } = useTranslation('opportunities');
  return (
    <Shown
      lines={deal.lines ?? []}
      buyer={{ customer: deal.customer_id, currency: deal.currency }}
      empty={t('lines.empty')}
      sums={deal.amount ? [{ label: t('lines.sum'), amount: deal.amount }] : []}
      save={save && ((lines) => save({ lines }))}
    />
  );
}
