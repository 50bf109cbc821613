import { Skeleton } from 'antd';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { useLive } from '../app/live';
import { ConsentPanel } from '../consents/ConsentPanel';
import { OrgChart } from '../contacts/OrgChart';
import { Timeline } from '../timeline/Timeline';
import { ConflictDialog } from '../ui/records/ConflictDialog';
import { History } from '../ui/records/History';
import { useReaches } from '../ui/records/may';
import { RecordFields } from '../ui/records/RecordFields';
import { useRecordSaving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './CustomerPage.module.css';
import { CustomerHeader } from './header/CustomerHeader';
import { DeletedNote } from './header/DeletedNote';
import { useCustomerDescription, type Customer } from './description';
import { customerKey, loadHistory, useCustomer, type Overview } from './queries';
import { Related } from './related/Related';
import { Tabs, tabOf } from './Tabs';
import { useShowSaved } from './useShowSaved';

const IN_HEADER = ['number', 'tags', 'owner_id', 'team_id', 'last_interaction_at'];

/** A customer with everything that is known about it. */
export function CustomerPage() {
  const { id = '' } = useParams();
  const { customer, overview } = useCustomer(id);
  const { refetch } = customer;
  const reload = useCallback(() => void refetch(), [refetch]);
  useLive(useMemo(() => [`customer:${id}`], [id]));
  if (customer.data)
    return <Loaded key={id} customer={customer.data} overview={overview.data} reload={reload} />;
  if (customer.isError) return <ErrorState error={customer.error} retry={reload} />;
  return (
    <div className={styles.page} aria-busy="true">
      <Skeleton active avatar paragraph={{ rows: 1 }} />
      <Skeleton active paragraph={{ rows: 10 }} />
    </div>
  );
}

interface Props {
  customer: Customer;
  overview?: Overview;
  reload: () => void;
}

function Loaded({ customer, overview, reload }: Props) {
  const { t } = useTranslation('customers');
  const description = useCustomerDescription();
  const show = useShowSaved();
  const saving = useRecordSaving(description, customer, show, reload);
  const reaches = useReaches();
  const live = customer.deleted_at === null;
  const may = live && reaches('customer.update', customer);
  const [address] = useSearchParams();
  const tab = tabOf(address);
  const fields = description.fields;
  return (
    <article className={styles.page} data-tab={tab}>
      <title>{customer.name}</title>
      {!live && <DeletedNote customer={customer} />}
      <CustomerHeader
        customer={customer}
        fields={fields}
        onSave={may ? (name, value) => saving.save({ [name]: value }) : null}
      />
      <div className={styles.columns}>
        <section className={styles.fields} aria-label={t('page.fields')}>
          <RecordFields
            fields={fields}
            record={customer}
            without={IN_HEADER}
            onSave={may ? (field, value) => saving.save({ [field.name]: value }) : null}
          />
        </section>
        <section className={styles.middle}>
          <Tabs tab={tab} />
          <Middle tab={tab} customer={customer} may={may} />
        </section>
        <aside className={styles.related} aria-label={t('page.related')}>
          <Related customer={customer} overview={overview} />
        </aside>
      </div>
      {saving.clash && (
        <ConflictDialog
          clash={saving.clash}
          onSettle={(chosen) => void saving.settle(chosen)}
          onCancel={saving.forget}
        />
      )}
    </article>
  );
}

interface MiddleProps {
  tab: ReturnType<typeof tabOf>;
  customer: Customer;
  may: boolean;
}

function Middle({ tab, customer, may }: MiddleProps) {
  const { fields } = useCustomerDescription();
  const { id } = customer;
  if (tab === 'history')
    return (
      <History
        queryKey={[...customerKey(id), 'history']}
        load={(after) => loadHistory(id, after)}
        fields={fields}
      />
    );
  if (tab === 'consent') return <ConsentPanel subject={{ kind: 'customer', id }} may={may} />;
  if (tab === 'people') return <OrgChart customerId={id} />;
  return <Timeline customerId={id} may={may} />;
}
