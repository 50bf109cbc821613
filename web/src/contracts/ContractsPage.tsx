import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useContractDescription } from './description';

const ContractRecord = lazy(async () => ({ default: (await import('./ContractPage')).ContractRecord }));

/** What was agreed with customers for a time, and how long it is in force. */
export function ContractsPage() {
  const { t } = useTranslation('contracts');
  const button = <NewButton to="/contracts/new" permission="contract.create" label={t('list.new')} />;
  return (
    <RecordList
      description={useContractDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <ContractRecord id={id} />}
      actions={button}
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={button} />}
    />
  );
}
