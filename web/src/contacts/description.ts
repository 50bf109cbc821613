/** What a contact is to the screens: fields, list, what may be changed (services/customer/contacts/queries.py). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data, type Schemas } from '../api/client';
import { useConsentChoices } from '../consents/choices';
import { useMe } from '../session/session';
import { useCustomFields } from '../ui/fields/custom';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { byMask } from '../ui/records/masks';
import { bodyOf } from '../ui/records/values';
import { contactsBulk } from './bulk';
import type { Contact } from './queries';

type Update = Schemas['customer_ContactUpdate'];
type Field =
  Exclude<keyof Contact, 'id' | 'version' | 'custom' | 'deleted_at'> | 'reached_by' | 'consents' | 'opt_outs';
type Described = Omit<FieldDescription, 'name' | 'label'> & { name: Field };
type Group = 'names' | 'reached' | 'person' | 'preferences' | 'more';

const inGroup = (group: Group, fields: Described[]): Described[] =>
  fields.map((field) => ({ ...field, group }));

/** Where somebody works, and as what. */
const positions = ({ customers }: Contact): string[] =>
  customers.map((link) => [link.customer_name, link.title].filter(Boolean).join(' · '));

/** Everything but the texts; in the order in which forms and pages show it. */
const FIELDS: readonly Described[] = [
  ...inGroup('names', [
    {
      name: 'name',
      kind: 'text',
      filter: { field: 'name', kind: 'text', filled: true },
      sort: 'name',
      editable: true,
      required: true,
      width: 180,
      initially: true,
    },
    {
      name: 'customers',
      kind: 'texts',
      read: (record) => positions(record as Contact), // of a list of contacts
      width: 280,
      initially: true,
    },
    { name: 'family_name', kind: 'text', editable: true, width: 110 },
    { name: 'given_name', kind: 'text', editable: true, width: 110 },
    { name: 'name_en', kind: 'text', editable: true, width: 160 },
    { name: 'name_native', kind: 'text', editable: true, width: 160 },
  ]),
  ...inGroup('reached', [
    { name: 'phones', kind: 'phones', editable: true, width: 200, initially: true },
    { name: 'emails', kind: 'emails', editable: true, width: 240, initially: true },
    {
      name: 'reached_by',
      kind: 'texts',
      filter: { field: 'reached_by', kind: 'tags' },
      filterOnly: true,
      tells: ['phones', 'emails'],
    },
  ]),
  ...inGroup('person', [
    {
      name: 'birthday',
      kind: 'date',
      filter: { field: 'birthday', kind: 'date' },
      editable: true,
      width: 120,
    },
    { name: 'language', kind: 'language', editable: true, bulk: true, width: 130, initially: true },
    { name: 'time_zone', kind: 'zone', editable: true, bulk: true, width: 220 },
  ]),
  ...inGroup('preferences', [
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
  ...inGroup('more', [
    { name: 'description', kind: 'longText', editable: true, bulk: true, width: 300 },
    { name: 'external_ids', kind: 'texts', filter: { field: 'external_ids', kind: 'tags' }, width: 180 },
    {
      name: 'created_by',
      kind: 'person',
      filter: { field: 'created_by', kind: 'reference' },
      width: 140,
    },
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
      initially: true,
    },
  ]),
];

async function update(record: Contact, changes: Record<string, unknown>): Promise<Contact> {
  const params = { path: { contact_id: record.id }, header: { 'if-match': `"${record.version}"` } };
  const body = bodyOf(changes) as Update; // the fields say what they hold; the API checks it
  return data(api.PATCH('/api/customer/contacts/{contact_id}', { params, body }));
}

const isConsent = (name: Field) => name === 'consents' || name === 'opt_outs';

export function useContactDescription(): ObjectDescription<Contact> {
  const { t } = useTranslation('contacts');
  const me = useMe();
  const consents = useConsentChoices();
  const custom = useCustomFields('contact');
  return useMemo(() => {
    const own = FIELDS.map((field): FieldDescription => ({
      ...field,
      label: t(`fields.${field.name}`),
      group: t(`groups.${field.group as Group}`), // as inGroup gave it
      choices: isConsent(field.name) ? consents : undefined,
    }));
    const added = custom.map((field) => ({ ...field, group: field.group ?? t('customFields') }));
    return {
      name: 'contact',
      list: 'customer.contacts',
      title: 'name',
      ...byMask('contact', [...own, ...added], me.masked),
      path: (record) => `/contacts/${record.id}`,
      load: (query) => data(api.GET('/api/customer/contacts', { params: { query } })),
      update,
      bulk: contactsBulk,
      permissions: {
        create: 'customer.update',
        update: 'customer.update',
        delete: 'customer.update',
        bulk: 'customer.bulk_update',
        export: 'customer.export',
      },
    };
  }, [t, me, consents, custom]);
}
