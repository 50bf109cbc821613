import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { usePaymentDescription } from './description';

const PaymentRecord = lazy(async () => ({ default: (await import('./PaymentPage')).PaymentRecord }));
const CREDIT = new URLSearchParams({
  filter: JSON.stringify({ field: 'unallocated', op: 'gt', value: '0' }),
}).toString();

/** The money that came, and what of it is no invoice's yet. */
export function PaymentsPage() {
  const { t } = useTranslation('payments');
  const button = <NewButton to="/payments/new" permission="order.invoice" label={t('list.new')} />;
  return (
    <RecordList
      description={usePaymentDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <PaymentRecord id={id} />}
      actions={
        <>
          <Link to={`/payments?${CREDIT}`}>{t('list.credit')}</Link>
          {button}
        </>
      }
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={button} />}
    />
  );
}
