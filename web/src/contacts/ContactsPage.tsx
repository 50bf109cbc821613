import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../session/session';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useContactDescription } from './description';

const ContactRecord = lazy(async () => ({ default: (await import('./ContactPage')).ContactRecord }));

/** The people at the customers that whoever looks may see. */
export function ContactsPage() {
  const { t } = useTranslation('contacts');
  const mayImport = useMay('customer.import');
  const button = <NewButton to="/contacts/new" permission="customer.update" label={t('list.new')} />;
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
      peek={(id) => <ContactRecord id={id} />}
      actions={button}
      empty={<EmptyState title={t('list.emptyTitle')} text={text} action={button} />}
    />
  );
}
