import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../session/session';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useCustomerDescription } from './description';

/** All customers that whoever looks may see. */
export function CustomersPage() {
  const { t } = useTranslation('customers');
  const mayImport = useMay('customer.import');
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
      actions={<New />}
      empty={<EmptyState title={t('list.emptyTitle')} text={text} action={<New />} />}
    />
  );
}

function New() {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  if (!useMay('customer.create')) return null;
  return (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/customers/new')}>
      {t('list.new')}
    </Button>
  );
}
