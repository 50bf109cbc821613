import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { Lines } from '../lines/Lines';
import type { FieldDescription, SaveField } from '../ui/records/description';
import { Gone } from '../ui/records/Gone';
import { History } from '../ui/records/History';
import { useReaches } from '../ui/records/may';
import { RecordPage, RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { useRecordSaving, type Saving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import { useContractDescription, useWrittenDescription } from './description';
import { ContractHeader } from './header/ContractHeader';
import { contractKey, loadHistory, useContract, useShowSaved, type Contract } from './queries';
import { TermBar } from './TermBar';

const TABS = ['lines', 'history'] as const;
/** How long another term is matters to what renews itself. */
const withoutOf = ({ renewal }: Contract) => (renewal === 'automatic' ? [] : ['renewal_months']);

export function ContractPage() {
  const { id = '' } = useParams();
  return <ContractRecord id={id} />;
}

/** A contract: what was agreed, from when to when, and what comes next. */
export function ContractRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('contracts');
  const found = useContract(id);
  useLive([`contract:${id}`]);
  const { refetch } = found;
  const reload = useCallback(() => void refetch(), [refetch]);
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  if (gone) return <Gone action={<Link to="/contracts">{t('back')}</Link>} />;
  if (found.data) return <Loaded key={id} contract={found.data} reload={reload} />;
  if (found.isError) return <ErrorState error={found.error} retry={reload} />;
  return <RecordSkeleton />;
}

function Loaded({ contract, reload }: { contract: Contract; reload: () => void }) {
  const written = useWrittenDescription();
  const listed = useContractDescription();
  const saving = useRecordSaving(written, contract, useShowSaved(), reload);
  const reaches = useReaches();
  const may = reaches('contract.update', contract) && contract.deleted_at === null;
  const known = new Set(written.fields.map((one) => one.name));
  const fields = [...written.fields, ...listed.fields.filter((one) => !known.has(one.name)), ...useSaid()];
  return (
    <RecordPage
      {...{ saving }}
      description={written}
      record={contract}
      title={contract.number}
      may={may && contract.state === 'draft'}
      without={withoutOf(contract)}
      tabs={TABS}
      header={() => <ContractHeader {...{ contract, may }} />}
    >
      {(tab, save) => <Middle {...{ tab, contract, fields, saving, save }} />}
    </RecordPage>
  );
}

/** What is said with an act stands in the history alone. */
function useSaid(): readonly FieldDescription[] {
  const { t } = useTranslation('contracts');
  return (['signed_by', 'terminated_because'] as const).map((name) => ({
    name,
    kind: 'text',
    label: t(`fields.${name}`),
  }));
}

interface MiddleProps {
  tab: (typeof TABS)[number];
  contract: Contract;
  fields: readonly FieldDescription[];
  saving: Saving;
  save: SaveField | null;
}

function Middle({ tab, contract, fields, saving, save }: MiddleProps) {
  const { t } = useTranslation('contracts');
  if (tab === 'history')
    return (
      <History
        queryKey={[...contractKey(contract.id), 'history']}
        load={(after) => loadHistory(contract.id, after)}
        fields={fields}
        record={contract}
        onPutBack={save}
      />
    );
  const { net, tax, gross } = contract;
  return (
    <>
      <TermBar contract={contract} />
      <Lines
        lines={contract.lines}
        buyer={{ customer: contract.customer_id, currency: contract.currency }}
        empty={t('linesEmpty')}
        sums={[
          { label: t('fields.net'), amount: net },
          { label: t(contract.tax_included ? 'sums.included' : 'sums.tax'), amount: tax },
          { label: t('fields.gross'), amount: gross },
        ]}
        save={save && !contract.quote_id ? (lines) => saving.save({ lines }) : null}
      />
    </>
  );
}
