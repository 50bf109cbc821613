/** What an order is to the screens: fields, list, what may be changed (services/sales/sales/orders). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CREATED, CUSTOMER, NUMBER, OWNER, TEAM, UPDATED } from '../ui/records/columns';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { ADDRESS, DRAWN } from './drawn';
import { loadOrders, ORDERS, updateOrder, type Listed, type Order } from './queries';
import { STANDINGS, type Asked } from './standing';

type Described = Omit<FieldDescription, 'name' | 'label'> & { name: keyof Listed };

const stands = (name: Asked): Described => ({
  name,
  kind: 'choice',
  filter: { field: name, kind: 'choice', filled: true },
  drawn: DRAWN[name],
  width: 130,
  initially: true,
});

const FIELDS: readonly Described[] = [
  NUMBER,
  CUSTOMER,
  stands('state'),
  stands('delivery'),
  stands('billing'),
  stands('payment'),
  { name: 'gross', kind: 'money', width: 140, initially: true },
  {
    name: 'ordered_on',
    kind: 'date',
    filter: { field: 'ordered_on', kind: 'date', filled: true },
    sort: 'ordered_on',
    width: 140,
    initially: true,
  },
  {
    name: 'requested_on',
    kind: 'date',
    filter: { field: 'requested_on', kind: 'date' },
    sort: 'requested_on',
    width: 140,
    initially: true,
  },
  OWNER,
  TEAM,
  { name: 'net', kind: 'money', width: 140 },
  { name: 'billed', kind: 'money', width: 140 },
  { name: 'paid', kind: 'money', width: 140 },
  {
    name: 'base_net',
    kind: 'money',
    filter: { field: 'base_net', kind: 'number' },
    sort: 'base_net',
    width: 150,
  },
  { name: 'customer_reference', kind: 'text', width: 150 },
  { name: 'confirmed_on', kind: 'date', width: 120 },
  CREATED,
  UPDATED,
];

const CHOICES: ReadonlySet<string> = new Set(Object.keys(STANDINGS));

export function useOrderDescription(): ObjectDescription<Listed> {
  const { t } = useTranslation('orders');
  return useMemo(() => {
    // as: every respect has a text for each of its answers, every name of the table has its text
    const said = (asked: Asked, value: string) => t(`standings.${asked}.${value}` as 'standings.state.draft');
    const choicesOf = (asked: Asked) =>
      STANDINGS[asked].map((value) => ({ value, label: said(asked, value) }));
    return {
      name: 'order',
      list: ORDERS.join('.'),
      title: 'number',
      fields: FIELDS.map((field): FieldDescription => ({
        ...field,
        label: t(`fields.${field.name}` as 'fields.number'),
        choices: CHOICES.has(field.name) ? choicesOf(field.name as Asked) : undefined,
      })),
      path: (record) => `/orders/${record.id}`,
      load: loadOrders,
      permissions: { create: 'order.create', update: 'order.update' },
    };
  }, [t]);
}

const WRITTEN = [
  { name: 'contact_id', kind: 'contact', group: 'agreed' },
  { name: 'customer_reference', kind: 'text', group: 'agreed' },
  { name: 'requested_on', kind: 'date', group: 'agreed' },
  { name: 'payment_days', kind: 'number', group: 'agreed' },
  { name: 'note', kind: 'longText', group: 'agreed' },
  { name: 'tell_customer', kind: 'flag', group: 'agreed' },
  { name: 'shipping_address', kind: 'addresses', drawn: ADDRESS, group: 'places' },
  { name: 'billing_address', kind: 'addresses', drawn: ADDRESS, group: 'places' },
] as const satisfies readonly (Omit<FieldDescription, 'label'> & { name: keyof Order })[];

const HINTED: ReadonlySet<string> = new Set(['billing_address', 'tell_customer']);

/** What is agreed beside the lines; each changed where it stands. */
export function useWrittenDescription(): ObjectDescription<Order> {
  const { t } = useTranslation('orders');
  return useMemo(() => {
    const fields = WRITTEN.map((field): FieldDescription => ({
      ...field,
      label: t(`fields.${field.name}`),
      group: t(`groups.${field.group}`),
      hint: HINTED.has(field.name) ? t(`hints.${field.name}` as 'hints.tell_customer') : undefined, // as: they have one
      editable: true,
    }));
    return {
      name: 'order',
      list: ORDERS.join('.'),
      title: 'number',
      fields,
      load: () => Promise.resolve({ items: [] }), // its list has another description
      update: updateOrder,
      permissions: { update: 'order.update' },
    };
  }, [t]);
}
