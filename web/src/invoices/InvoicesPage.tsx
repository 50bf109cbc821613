import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../session/session';
import { RecordList } from '../ui/list/RecordList';
import { dayOf } from '../ui/moments';
import { EmptyState } from '../ui/states/EmptyState';
import { useInvoiceDescription } from './description';

const InvoiceRecord = lazy(async () => ({ default: (await import('./InvoicePage')).InvoiceRecord }));

/** What was billed, and what of it is still open. */
export function InvoicesPage() {
  const { t } = useTranslation('invoices');
  const today = dayOf(new Date(), useMe().organisation.time_zone);
  const all = [
    { field: 'due_on', op: 'lt', value: today },
    { field: 'open', op: 'gt', value: '0' },
  ];
  const overdue = new URLSearchParams({ filter: JSON.stringify({ all }), sort: 'due_on' }).toString();
  return (
    <RecordList
      description={useInvoiceDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <InvoiceRecord id={id} />}
      actions={<Link to={`/invoices?${overdue}`}>{t('list.overdue')}</Link>}
      empty={
        <EmptyState
          title={t('list.emptyTitle')}
          text={t('list.emptyText')}
          action={<Link to="/orders">{t('list.orders')}</Link>}
        />
      }
    />
  );
}
