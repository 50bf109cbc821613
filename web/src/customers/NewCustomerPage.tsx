import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { api, data } from '../api/client';
import { useMay, useMe } from '../session/session';
import { listKey } from '../ui/list/useRecords';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm, type Values } from '../ui/records/RecordForm';
import { Alike } from './alike/Alike';
import { useCustomerDescription } from './description';
import styles from './NewCustomerPage.module.css';
import { customerKey } from './queries';
import type { Schemas } from '../api/client';

const FIRST = ['kind', 'name', 'phones', 'emails', 'industry', 'owner_id'];

/** Adds a customer; while it is typed, those that are there already and look like it are shown. */
export function NewCustomerPage() {
  const { t } = useTranslation('customers');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const description = useCustomerDescription();
  const me = useMe();
  const may = useMay('customer.create');
  const [address] = useSearchParams();
  const name = address.get('name') ?? undefined;
  const initial = useMemo<Values>(
    () => ({ kind: 'company', lifecycle: 'lead', name, owner_id: me.id }),
    [name, me.id],
  );
  const create = useCallback(
    async (values: Record<string, unknown>) => {
      const body = values as Schemas['customer_CustomerCreate']; // the fields say what they hold
      const made = await data(api.POST('/api/customer/customers', { body }));
      queries.setQueryData(customerKey(made.id), made);
      void queries.invalidateQueries({ queryKey: listKey(description.list) });
      void message.success(t('form.done', { number: made.number }));
      void navigate(`/customers/${made.id}`);
    },
    [queries, message, navigate, description, t],
  );
  if (!may) return <MayNot />;
  return (
    <div className={styles.page}>
      <h1>{t('form.title')}</h1>
      <RecordForm
        fields={description.fields}
        initial={initial}
        first={FIRST}
        create={create}
        onCancel={() => void navigate('/customers')}
        aside={(values) => <Alike values={values} />}
      />
    </div>
  );
}
