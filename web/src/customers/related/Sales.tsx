import { useTranslation } from 'react-i18next';
import { Stands } from '../../orders/drawn';
import { State } from '../../quotes/drawn';
import { numberOf } from '../../quotes/states';
import { useFormat } from '../../ui/format';
import type { Customer } from '../description';
import type { Overview } from '../queries';
import { SoldCard } from './SoldCard';

interface Props {
  customer: Customer;
  panels?: Overview['panels'];
  whyMissing: (panel: string) => string | undefined;
}

/** Deals, quotes and orders, as far as whoever looks may read them. */
export function Sales({ customer, panels, whyMissing }: Props) {
  const { t } = useTranslation('opportunities');
  const format = useFormat();
  if (customer.deleted_at !== null) return null; // the view of everything knows it no more
  return (
    <>
      <SoldCard
        customer={customer}
        panel="opportunities"
        thing="opportunity"
        items={panels?.opportunities}
        missing={whyMissing('opportunities')}
        titleOf={(one) => one.name}
        amountOf={(one) => one.amount}
        detailOf={(one) =>
          one.status === 'open' && one.expected_close_on
            ? `${t('status.open')} · ${format.dateShort(one.expected_close_on)}`
            : t(`status.${one.status}`)
        }
      />
      <SoldCard
        customer={customer}
        panel="quotes"
        thing="quote"
        items={panels?.quotes}
        missing={whyMissing('quotes')}
        titleOf={(one) => one.title || numberOf(one)}
        amountOf={(one) => one.net}
        detailOf={(one) => <State value={one.state} />}
      />
      <SoldCard
        customer={customer}
        panel="orders"
        thing="order"
        items={panels?.orders}
        missing={whyMissing('orders')}
        titleOf={(one) => one.number}
        amountOf={(one) => one.net}
        detailOf={(one) => <Stands asked="state" value={one.state} />}
      />
    </>
  );
}
