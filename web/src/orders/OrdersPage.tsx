import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useOrderDescription } from './description';

const OrderRecord = lazy(async () => ({ default: (await import('./OrderPage')).OrderRecord }));

/** What customers have ordered, and how far each order has come. */
export function OrdersPage() {
  const { t } = useTranslation('orders');
  const button = <NewButton to="/orders/new" permission="order.create" label={t('list.new')} />;
  return (
    <RecordList
      description={useOrderDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <OrderRecord id={id} />}
      actions={button}
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={button} />}
    />
  );
}
