import { Space } from 'antd';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportButton } from '../ui/list/ImportButton';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useCustomerDescription } from './description';

const CustomerRecord = lazy(async () => ({ default: (await import('./CustomerPage')).CustomerRecord }));

/** All customers that whoever looks may see. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const button = <NewButton to="/customers/new" permission="customer.create" label={t('list.new')} />;
  const actions = (said: boolean) => (
    <Space wrap>
      <ImportButton service="customer" permission="customer.import" said={said} />
      {button}
    </Space>
  );
  return (
    <RecordList
      description={useCustomerDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <CustomerRecord id={id} />}
      actions={actions(false)}
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={actions(true)} />}
    />
  );
}
