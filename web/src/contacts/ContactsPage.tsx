import { Space } from 'antd';
import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { ImportButton } from '../ui/list/ImportButton';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useContactDescription } from './description';

const ContactRecord = lazy(async () => ({ default: (await import('./ContactPage')).ContactRecord }));

/** The people at the customers that whoever looks may see. */
export function ContactsPage() {
  const { t } = useTranslation('contacts');
  const button = <NewButton to="/contacts/new" permission="customer.update" label={t('list.new')} />;
  const actions = (said: boolean) => (
    <Space wrap>
      <ImportButton service="customer" permission="customer.import" said={said} />
      {button}
    </Space>
  );
  return (
    <RecordList
      description={useContactDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <ContactRecord id={id} />}
      actions={actions(false)}
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={actions(true)} />}
    />
  );
}
