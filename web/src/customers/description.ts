/** What a customer is to the screens: fields, list, what may be changed (services/customer/customers/queries.py). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data, type Schemas } from '../api/client';
import { useConsentChoices } from '../consents/choices';
import { useMe } from '../session/session';
import { useCustomFields } from '../ui/fields/custom';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { textOf } from '../ui/fields/values';
import { byMask } from '../ui/records/masks';
import { bodyOf } from '../ui/records/values';
import { customersBulk } from './bulk';
import { STAGES, stageOf, type Stage } from './stages';

export type Customer = Schemas['customer_CustomerRead'];
type Update = Schemas['customer_CustomerUpdate'];
type Field = keyof Customer | 'country' | 'reached_by' | 'consents' | 'opt_outs';
type Described = Omit<FieldDescription, 'name' | 'label'> & { name: Field };
type Group = 'names' | 'reached' | 'company' | 'preferences' | 'care' | 'more';

const KINDS = ['company', 'person'] as const;

const inGroup = (group: Group, fields: Described[]): Described[] =>
  fields.map((field) => ({ ...field, group }));
const text = (name: Field, more: Partial<FieldDescription> = {}): Described => ({
  kind: 'text',
  editable: true,
  ...more,
  name,
});

/** Everything but the texts; in the order in which forms and pages show it. */
const FIELDS: readonly Described[] = [
  ...inGroup('names', [
    {
      name: 'number',
      kind: 'text',
      filter: { field: 'number', kind: 'text', filled: true },
      sort: 'number',
      width: 120,
      initially: true,
    },
    text('name', {
      filter: { field: 'name', kind: 'text', filled: true },
      sort: 'name',
      required: true,
      width: 260,
      initially: true,
    }),
    {
      name: 'kind',
      kind: 'choice',
      filter: { field: 'kind', kind: 'choice', filled: true },
      editable: true,
      required: true,
      bulk: true,
      width: 90,
    },
    text('name_short', { width: 160 }),
    text('name_en', { width: 200 }),
    text('name_native', { width: 200 }),
    {
      name: 'parent_id',
      kind: 'customer',
      filter: { field: 'parent_id', kind: 'reference' },
      editable: true,
      bulk: true,
      width: 200,
    },
  ]),
  ...inGroup('reached', [
    { name: 'phones', kind: 'phones', editable: true, width: 200, initially: true },
    { name: 'emails', kind: 'emails', editable: true, width: 220 },
    { name: 'addresses', kind: 'addresses', editable: true, width: 260 },
    {
      name: 'country',
      kind: 'country',
      filter: { field: 'country', kind: 'text' },
      filterOnly: true,
      tells: ['addresses'],
    },
    {
      name: 'reached_by',
      kind: 'texts',
      filter: { field: 'reached_by', kind: 'tags' },
      filterOnly: true,
      tells: ['phones', 'emails'],
    },
    { name: 'website', kind: 'link', editable: true, width: 200 },
  ]),
  ...inGroup('company', [
    text('industry', {
      filter: { field: 'industry', kind: 'text' },
      bulk: true,
      width: 150,
      initially: true,
    }),
    text('size', { bulk: true, width: 110 }),
    text('tax_number', { filter: { field: 'tax_number', kind: 'text' }, width: 170 }),
    text('source', { filter: { field: 'source', kind: 'text' }, bulk: true, width: 140 }),
    {
      name: 'registered_on',
      kind: 'date',
      filter: { field: 'registered_on', kind: 'date' },
      sort: 'registered_on',
      editable: true,
      bulk: true,
      width: 130,
    },
  ]),
  ...inGroup('preferences', [
    { name: 'currency', kind: 'currency', editable: true, bulk: true, width: 150 },
    { name: 'language', kind: 'language', editable: true, bulk: true, width: 150 },
    { name: 'time_zone', kind: 'zone', editable: true, bulk: true, width: 220 },
    {
      name: 'consents',
      kind: 'choices',
      filter: { field: 'consents', kind: 'tags', filled: true },
      filterOnly: true,
    },
    {
      name: 'opt_outs',
      kind: 'choices',
      filter: { field: 'opt_outs', kind: 'tags', filled: true },
      filterOnly: true,
    },
  ]),
  ...inGroup('care', [
    {
      name: 'tags',
      kind: 'tags',
      filter: { field: 'tags', kind: 'tags' },
      editable: true,
      width: 220,
      initially: true,
    },
    {
      name: 'owner_id',
      kind: 'person',
      filter: { field: 'owner_id', kind: 'reference' },
      width: 140,
      initially: true,
    },
    {
      name: 'lifecycle',
      kind: 'choice',
      filter: { field: 'lifecycle', kind: 'choice', filled: true },
      editable: true,
      required: true,
      width: 110,
    },
    { name: 'team_id', kind: 'team', filter: { field: 'team_id', kind: 'reference' }, width: 140 },
    {
      name: 'last_interaction_at',
      kind: 'moment',
      filter: { field: 'last_interaction_at', kind: 'moment' },
      sort: 'last_interaction_at',
      width: 130,
      initially: true,
    },
  ]),
  ...inGroup('more', [
    { name: 'description', kind: 'longText', editable: true, width: 300 },
    { name: 'external_ids', kind: 'texts', filter: { field: 'external_ids', kind: 'tags' }, width: 180 },
    {
      name: 'created_at',
      kind: 'moment',
      filter: { field: 'created_at', kind: 'moment', filled: true },
      sort: 'created_at',
      width: 130,
    },
    {
      name: 'updated_at',
      kind: 'moment',
      filter: { field: 'updated_at', kind: 'moment', filled: true },
      sort: 'updated_at',
      width: 130,
    },
  ]),
];

export async function assign(id: string, changes: Schemas['customer_CustomerAssignment']): Promise<Customer> {
  const params = { path: { customer_id: id } };
  return data(api.POST('/api/customer/customers/{customer_id}/assign', { params, body: changes }));
}

async function enterStage(id: string, stage: Stage): Promise<Customer> {
  const params = { path: { customer_id: id } };
  await data(api.POST('/api/customer/customers/{customer_id}/lifecycle', { params, body: { stage } }));
  return data(api.GET('/api/customer/customers/{customer_id}', { params }));
}

/** Owner and team change by assigning, the stage by entering it, everything else by what is sent. */
async function update(record: Customer, changes: Record<string, unknown>): Promise<Customer> {
  const { owner_id, team_id, lifecycle, ...rest } = changes;
  if (lifecycle !== undefined) record = await enterStage(record.id, stageOf(lifecycle));
  const given = {
    ...(owner_id === undefined ? {} : { owner_id: textOf(owner_id) || null }),
    ...(team_id === undefined ? {} : { team_id: textOf(team_id) || null }),
  };
  const assigned = Object.keys(given).length > 0 ? await assign(record.id, given) : record;
  if (Object.keys(rest).length === 0) return assigned;
  const params = { path: { customer_id: record.id }, header: { 'if-match': `"${record.version}"` } };
  const body = bodyOf(rest) as Update; // the fields say what they hold; the API checks it
  return data(api.PATCH('/api/customer/customers/{customer_id}', { params, body }));
}

const isConsent = (name: Field) => name === 'consents' || name === 'opt_outs';

export function useCustomerDescription(): ObjectDescription<Customer> {
  const { t } = useTranslation('customers');
  const me = useMe();
  const consents = useConsentChoices();
  const custom = useCustomFields('customer');
  return useMemo(() => {
    const assigned = 'customer.assign' in me.permissions;
    const chosen: Partial<Record<Field, FieldDescription['choices']>> = {
      kind: KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
      lifecycle: STAGES.map((value) => ({ value, label: t(`stages.${value}`) })),
    };
    const own = FIELDS.map((field): FieldDescription => ({
      ...field,
      label: t(`fields.${field.name as Exclude<Field, 'id' | 'version' | 'custom'>}`),
      group: t(`groups.${field.group as Group}`),
      choices: isConsent(field.name) ? consents : chosen[field.name],
      editable: field.name === 'owner_id' || field.name === 'team_id' ? assigned : field.editable,
    }));
    const added = custom.map((field) => ({ ...field, group: field.group ?? t('customFields') }));
    return {
      name: 'customer',
      list: 'customer.customers',
      title: 'name',
      ...byMask('customer', [...own, ...added], me.masked),
      path: (record) => `/customers/${record.id}`,
      load: (query) => data(api.GET('/api/customer/customers', { params: { query } })),
      update,
      bulk: customersBulk,
      permissions: {
        create: 'customer.create',
        update: 'customer.update',
        delete: 'customer.delete',
        bulk: 'customer.bulk_update',
        export: 'customer.export',
      },
    };
  }, [t, me, consents, custom]);
}
