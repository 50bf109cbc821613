/** What an invoice is to the screens: fields and list (services/sales/sales/invoices). It never changes. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CREATED, CUSTOMER, NUMBER } from '../ui/records/columns';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { STANDING } from './drawn';
import { INVOICES, loadInvoices, type Listed } from './queries';
import { KINDS, STATES } from './standing';

type Described = Omit<FieldDescription, 'name' | 'label'> & { name: keyof Listed };

const FIELDS: readonly Described[] = [
  NUMBER,
  CUSTOMER,
  {
    name: 'state',
    kind: 'choice',
    filter: { field: 'state', kind: 'choice', filled: true },
    drawn: STANDING,
    read: (invoice) => invoice,
    width: 170,
    initially: true,
  },
  { name: 'gross', kind: 'money', width: 140, initially: true },
  {
    name: 'open',
    kind: 'money',
    filter: { field: 'open', kind: 'number', filled: true },
    width: 140,
    initially: true,
  },
  {
    name: 'issued_on',
    kind: 'date',
    filter: { field: 'issued_on', kind: 'date', filled: true },
    sort: 'issued_on',
    width: 140,
    initially: true,
  },
  {
    name: 'due_on',
    kind: 'date',
    filter: { field: 'due_on', kind: 'date', filled: true },
    sort: 'due_on',
    width: 140,
    initially: true,
  },
  { name: 'order_number', kind: 'text', width: 150, initially: true },
  { name: 'kind', kind: 'choice', filter: { field: 'kind', kind: 'choice', filled: true }, width: 110 },
  { name: 'net', kind: 'money', width: 140 },
  { name: 'tax', kind: 'money', width: 120 },
  { name: 'paid', kind: 'money', width: 140 },
  { name: 'credited', kind: 'money', width: 140 },
  { name: 'customer_reference', kind: 'text', width: 150 },
  CREATED,
];

export function useInvoiceDescription(): ObjectDescription<Listed> {
  const { t } = useTranslation('invoices');
  return useMemo(() => {
    const choices: Partial<Record<keyof Listed, FieldDescription['choices']>> = {
      state: STATES.map((value) => ({ value, label: t(`states.${value}`) })),
      kind: KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
    };
    return {
      name: 'invoice',
      list: INVOICES.join('.'),
      title: 'number',
      fields: FIELDS.map((field): FieldDescription => ({
        ...field,
        label: t(`fields.${field.name}` as 'fields.number'), // as: every name of the table has its text
        choices: choices[field.name],
      })),
      path: (record) => `/invoices/${record.id}`,
      load: loadInvoices,
      permissions: {},
    };
  }, [t]);
}
