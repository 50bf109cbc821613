import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Schemas } from '../api/client';
import { useMay, useMe } from '../session/session';
import { listKey } from '../ui/list/useRecords';
import type { FieldDescription } from '../ui/records/description';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm, type Values } from '../ui/records/RecordForm';
import { useWrittenDescription } from './description';
import styles from './orders.module.css';
import { createOrder, orderKey, ORDERS } from './queries';

const FIRST = ['customer_id', 'currency', 'requested_on', 'customer_reference', 'contact_id'];

/** Enters an order, a draft, for the customer that the address names; its lines come on its page. */
export function NewOrderPage() {
  const { t } = useTranslation('orders');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [address] = useSearchParams();
  const base = useMe().organisation.base_currency;
  const may = useMay('order.create');
  const customer = address.get('customer');
  const initial = useMemo<Values>(() => ({ customer_id: customer, currency: base }), [customer, base]);
  const fields = useAsked();
  const create = useCallback(
    async (values: Record<string, unknown>) => {
      const made = await createOrder(values as Schemas['sales_OrderCreate']); // as: of the fields
      queries.setQueryData(orderKey(made.id), made);
      void queries.invalidateQueries({ queryKey: listKey(ORDERS.join('.')) });
      void navigate(`/orders/${made.id}`);
    },
    [queries, navigate],
  );
  if (!may) return <MayNot />;
  return (
    <div className={styles.form}>
      <h1>{t('form.title')}</h1>
      <p className={styles.hint}>{t('form.text')}</p>
      <RecordForm {...{ fields, initial, create }} first={FIRST} onCancel={() => void navigate('/orders')} />
    </div>
  );
}

function useAsked(): readonly FieldDescription[] {
  const { t } = useTranslation('orders');
  const { fields } = useWrittenDescription();
  return useMemo(() => {
    const group = t('groups.whom');
    const whom = [
      { name: 'customer_id', kind: 'customer', label: t('fields.customer_id') },
      { name: 'currency', kind: 'currency', label: t('fields.currency') },
    ] as const;
    return [...whom.map((one) => ({ ...one, editable: true, required: true, group })), ...fields];
  }, [fields, t]);
}
