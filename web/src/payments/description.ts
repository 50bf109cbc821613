/** What a payment is to the screens: fields and list (services/sales/sales/payments). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CREATED, CUSTOMER, NUMBER, OWNER, TEAM } from '../ui/records/columns';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { STATE, UNALLOCATED } from './drawn';
import { loadPayments, METHODS, PAYMENTS, type Listed } from './queries';

type Described = Omit<FieldDescription, 'name' | 'label'> & { name: keyof Listed };

const FIELDS: readonly Described[] = [
  NUMBER,
  CUSTOMER,
  {
    name: 'state',
    kind: 'choice',
    filter: { field: 'state', kind: 'choice', filled: true },
    drawn: STATE,
    width: 140,
    initially: true,
  },
  { name: 'amount', kind: 'money', width: 150, initially: true },
  {
    name: 'unallocated',
    kind: 'money',
    filter: { field: 'unallocated', kind: 'number', filled: true },
    drawn: UNALLOCATED,
    width: 160,
    initially: true,
  },
  {
    name: 'received_on',
    kind: 'date',
    filter: { field: 'received_on', kind: 'date', filled: true },
    sort: 'received_on',
    width: 140,
    initially: true,
  },
  { name: 'method', kind: 'choice', width: 130, initially: true },
  { name: 'reference', kind: 'text', width: 200, initially: true },
  {
    name: 'currency',
    kind: 'currency',
    filter: { field: 'currency', kind: 'choice', filled: true },
    width: 110,
  },
  { ...OWNER, initially: false },
  TEAM,
  CREATED,
];

export function usePaymentDescription(): ObjectDescription<Listed> {
  const { t } = useTranslation('payments');
  return useMemo(() => {
    const choices: Partial<Record<keyof Listed, FieldDescription['choices']>> = {
      state: (['received', 'reversed'] as const).map((value) => ({ value, label: t(`states.${value}`) })),
      method: METHODS.map((value) => ({ value, label: t(`methods.${value}`) })),
    };
    return {
      name: 'payment',
      list: PAYMENTS.join('.'),
      title: 'number',
      fields: FIELDS.map((field): FieldDescription => ({
        ...field,
        label: t(`fields.${field.name}` as 'fields.number'), // as: every name of the table has its text
        choices: choices[field.name],
      })),
      path: (record) => `/payments/${record.id}`,
      load: loadPayments,
      permissions: { create: 'order.invoice' },
    };
  }, [t]);
}
