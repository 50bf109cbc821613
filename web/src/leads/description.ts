/** What a lead is to the screens: fields, list, what may be changed (services/sales/sales/leads/queries.py). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { leadsBulk } from './bulk';
import { EMAILS, PHONES, PRODUCTS, RESPONSE, SCORE, STATUS } from './drawn';
import { LEADS, updateLead, type Lead } from './queries';
import { responseOf, STATUSES, titleOf } from './standing';

type Field = Exclude<
  keyof Lead,
  | 'id'
  | 'version'
  | 'deleted_at'
  | 'utm'
  | 'score_reasons'
  | 'duplicates'
  | 'assigned_by'
  | 'conversion'
  | 'overdue_at'
  | 'response_channel'
  | 'form_id'
  | 'contact_id'
  | 'opportunity_id'
>;
type Described = Omit<FieldDescription, 'name' | 'label'> & {
  name: Field | 'reached_by' | 'response_overdue';
};

const text = (name: Field, more: Partial<Described> = {}): Described => ({
  name,
  kind: 'text',
  editable: true,
  ...more,
});
const asked = (field: Field): Pick<Described, 'filter'> => ({ filter: { field, kind: 'text' } });

/** Everything but the texts; in the order in which forms and pages show it. */
const FIELDS: readonly Described[] = [
  text('name', {
    ...asked('name'),
    sort: 'name',
    read: (lead) => titleOf(lead as Lead),
    width: 200,
    initially: true,
  }),
  text('company', { ...asked('company'), sort: 'company', width: 200, initially: true }),
  text('title', { width: 140 }),
  {
    name: 'status',
    kind: 'choice',
    filter: { field: 'status', kind: 'choice', filled: true },
    drawn: STATUS,
    width: 125,
    initially: true,
  },
  {
    name: 'score',
    kind: 'number',
    filter: { field: 'score', kind: 'number', filled: true },
    sort: 'score',
    drawn: SCORE,
    width: 120,
    initially: true,
  },
  text('source', { ...asked('source'), bulk: true, width: 120, initially: true }),
  {
    name: 'owner_id',
    kind: 'person',
    filter: { field: 'owner_id', kind: 'reference' },
    width: 130,
    initially: true,
  },
  {
    name: 'respond_by',
    kind: 'moment',
    filter: { field: 'respond_by', kind: 'moment' },
    sort: 'respond_by',
    read: (lead) => responseOf(lead as Lead),
    drawn: RESPONSE,
    width: 200,
    initially: true,
  },
  {
    name: 'created_at',
    kind: 'moment',
    filter: { field: 'created_at', kind: 'moment', filled: true },
    sort: 'created_at',
    width: 140,
    initially: true,
  },
  { name: 'phones', kind: 'texts', editable: true, drawn: PHONES, width: 160 },
  { name: 'emails', kind: 'texts', editable: true, drawn: EMAILS, width: 200 },
  { name: 'website', kind: 'link', editable: true, width: 180 },
  { name: 'country', kind: 'country', ...asked('country'), editable: true, bulk: true, width: 120 },
  text('region', { ...asked('region'), bulk: true, width: 120 }),
  text('city', { ...asked('city'), bulk: true, width: 120 }),
  text('postcode', { width: 100 }),
  text('street', { width: 200 }),
  { name: 'language', kind: 'language', editable: true, bulk: true, width: 110 },
  text('campaign', { ...asked('campaign'), bulk: true, width: 140 }),
  { name: 'message', kind: 'longText', editable: true, width: 240 },
  // a kind with rows, which has room and a button to save
  { name: 'product_ids', kind: 'addresses', editable: true, drawn: PRODUCTS, width: 200 },
  { name: 'number', kind: 'text', ...asked('number'), sort: 'number', width: 120 },
  { name: 'team_id', kind: 'team', filter: { field: 'team_id', kind: 'reference' }, width: 120 },
  { name: 'responded_at', kind: 'moment', filter: { field: 'responded_at', kind: 'moment' }, width: 130 },
  { name: 'reason', kind: 'text', width: 180 },
  { name: 'customer_id', kind: 'customer', filter: { field: 'customer_id', kind: 'reference' }, width: 180 },
  {
    name: 'converted_at',
    kind: 'moment',
    filter: { field: 'converted_at', kind: 'moment' },
    sort: 'converted_at',
    width: 130,
  },
  {
    name: 'updated_at',
    kind: 'moment',
    filter: { field: 'updated_at', kind: 'moment', filled: true },
    sort: 'updated_at',
    width: 130,
  },
  { name: 'external_ids', kind: 'texts', width: 180 },
  {
    name: 'response_overdue',
    kind: 'flag',
    filter: { field: 'response_overdue', kind: 'boolean', filled: true },
    filterOnly: true,
  },
  { name: 'reached_by', kind: 'texts', filter: { field: 'reached_by', kind: 'tags' }, filterOnly: true },
];

const PLACE: ReadonlySet<string> = new Set(['country', 'region', 'city', 'postcode', 'street', 'language']);
const ORIGIN: ReadonlySet<string> = new Set([
  'source',
  'campaign',
  'message',
  'product_ids',
  'created_at',
  'updated_at',
  'external_ids',
]);
const groupOf = (name: string) => (PLACE.has(name) ? 'place' : ORIGIN.has(name) ? 'origin' : 'who');

export function useLeadDescription(): ObjectDescription<Lead> {
  const { t } = useTranslation('leads');
  return useMemo(
    () => ({
      name: 'lead',
      list: LEADS.join('.'),
      title: 'name',
      fields: FIELDS.map((field): FieldDescription => ({
        ...field,
        label: t(`fields.${field.name}`),
        hint: field.name === 'phones' || field.name === 'emails' ? t('hints.several') : undefined,
        group: t(`groups.${groupOf(field.name)}`),
        choices:
          field.name === 'status'
            ? STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))
            : undefined,
      })),
      path: (record) => `/leads/${record.id}`,
      load: (query) => data(api.GET('/api/sales/leads', { params: { query } })),
      update: updateLead,
      bin: true,
      bulk: leadsBulk,
      permissions: {
        create: 'lead.create',
        update: 'lead.update',
        delete: 'lead.delete',
        bulk: 'lead.bulk_update',
      },
    }),
    [t],
  );
}
