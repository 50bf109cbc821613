import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../session/session';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useContactDescription } from './description';

/** The people at the customers that whoever looks may see. */
export function ContactsPage() {
  const { t } = useTranslation('contacts');
  const mayImport = useMay('customer.import');
  const text = (
    <>
      {t('list.emptyText')} {mayImport && <Link to="/imports/new">{t('list.import')}</Link>}
    </>
  );
  return (
    <RecordList
      description={useContactDescription()}
      title={t('list.title')}
      search={t('list.search')}
      actions={<New />}
      empty={<EmptyState title={t('list.emptyTitle')} text={text} action={<New />} />}
    />
  );
}

function New() {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  if (!useMay('customer.update')) return null;
  return (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => void navigate('/contacts/new')}>
      {t('list.new')}
    </Button>
  );
}
