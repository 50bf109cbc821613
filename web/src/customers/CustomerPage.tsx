import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useLive } from '../app/live';
import { ConsentPanel } from '../consents/ConsentPanel';
import { OrgChart } from '../contacts/OrgChart';
import { Timeline } from '../timeline/Timeline';
import { Gone } from '../ui/records/Gone';
import type { FieldDescription, SaveField } from '../ui/records/description';
import { History } from '../ui/records/History';
import { useReaches } from '../ui/records/may';
import { RecordPage, RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { useRecordSaving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import { CustomerHeader } from './header/CustomerHeader';
import { DeletedNote } from './header/DeletedNote';
import { useCustomerDescription, type Customer } from './description';
import { customerKey, isGone, loadHistory, useCustomer, type Overview } from './queries';
import { Related } from './related/Related';
import { useShowSaved } from './useShowSaved';

const TABS = ['timeline', 'people', 'consent', 'history'] as const;
/** Fields that stand in the header. */
const IN_HEADER = ['number', 'tags', 'owner_id', 'team_id', 'last_interaction_at'];

export function CustomerPage() {
  const { id = '' } = useParams();
  return <CustomerRecord id={id} />;
}

/** A customer with everything that is known about it, in as much room as there is. */
export function CustomerRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('customers');
  const { customer, overview } = useCustomer(id);
  const { refetch } = customer;
  const reload = useCallback(() => void refetch(), [refetch]);
  useLive(useMemo(() => [`customer:${id}`], [id]));
  if (customer.data) return <Loaded key={id} customer={customer.data} overview={overview} reload={reload} />;
  if (isGone(customer.error)) return <Gone action={<Link to="/customers">{t('page.back')}</Link>} />;
  if (customer.isError) return <ErrorState error={customer.error} retry={reload} />;
  return <RecordSkeleton />;
}

interface Props {
  customer: Customer;
  overview: { data?: Overview; isError: boolean };
  reload: () => void;
}

function Loaded({ customer, overview, reload }: Props) {
  const description = useCustomerDescription();
  const saving = useRecordSaving(description, customer, useShowSaved(), reload);
  const reaches = useReaches();
  const live = customer.deleted_at === null;
  const may = live && reaches('customer.update', customer);
  return (
    <RecordPage
      {...{ description, saving, may }}
      record={customer}
      without={IN_HEADER}
      tabs={TABS}
      header={(save) => (
        <>
          {!live && <DeletedNote customer={customer} />}
          <CustomerHeader customer={customer} fields={description.fields} onSave={save} />
        </>
      )}
      related={<Related customer={customer} overview={overview.data} silent={live && overview.isError} />}
    >
      {(tab, save) => <Middle {...{ tab, customer, save }} fields={description.fields} />}
    </RecordPage>
  );
}

interface MiddleProps {
  tab: (typeof TABS)[number];
  customer: Customer;
  fields: readonly FieldDescription[];
  save: SaveField | null;
}

function Middle({ tab, customer, fields, save }: MiddleProps) {
  const { id } = customer;
  const may = save !== null;
  if (tab === 'history')
    return (
      <History
        queryKey={[...customerKey(id), 'history']}
        load={(after) => loadHistory(id, after)}
        fields={fields}
        record={customer}
        onPutBack={save}
      />
    );
  if (tab === 'consent') return <ConsentPanel subject={{ kind: 'customer', id }} may={may} />;
  if (tab === 'people') return <OrgChart customerId={id} />;
  return <Timeline customerId={id} mayAt={() => may} />;
}
