import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../session/session';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useCustomerDescription } from './description';

const CustomerRecord = lazy(async () => ({ default: (await import('./CustomerPage')).CustomerRecord }));

/** All customers that whoever looks may see. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const mayImport = useMay('customer.import');
  const button = <NewButton to="/customers/new" permission="customer.create" label={t('list.new')} />;
  const text = (
    <>
      {t('list.emptyText')} {mayImport && <Link to="/imports/new">{t('list.import')}</Link>}
    </>
  );
  return (
    <RecordList
      description={useCustomerDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <CustomerRecord id={id} />}
      actions={button}
      empty={<EmptyState title={t('list.emptyTitle')} text={text} action={button} />}
    />
  );
}
