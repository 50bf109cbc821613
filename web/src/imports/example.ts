/** A file to begin with, made of the fields of an object: its headers are those that an upload recognises. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { groupOf, useFieldNames } from './fields/fieldNames';
import type { Target } from './mapping';
import { csv, save } from './saving';

/** What the usual templates hold, in their order; everything else is in the long version. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  customers: [
    'external_id',
    'name',
    'contact_name',
    'contact_title',
    'phone',
    'email',
    'industry',
    'registered_on',
  ],
  contacts: ['external_id', 'customer_external_id', 'customer_name', 'name', 'title', 'mobile', 'email'],
  interactions: [
    'external_id',
    'customer_external_id',
    'channel',
    'occurred_at',
    'summary',
    'recorded_by',
    'follow_up',
  ],
  leads: ['external_id', 'name', 'company', 'title', 'phone', 'email', 'source', 'message'],
  opportunities: [
    'external_id',
    'customer_external_id',
    'customer_name',
    'name',
    'amount',
    'expected_close_on',
    'next_step',
  ],
};
/** Consents are columns for each channel and purpose; the long version shows how one looks. */
const CONSENTS = new Set(['consent.email.marketing', 'consent_given_at', 'do_not_contact']);

export type Length = 'usual' | 'all';

export function exampleFields(target: Target, length: Length): string[] {
  const names = target.fields.map((field) => field.name);
  const usual = USUAL[target.name]?.filter((name) => names.includes(name)) ?? [];
  if (length === 'usual' && usual.length > 0) return usual;
  const rest = names.filter(
    (name) => !usual.includes(name) && (groupOf(name) !== 'consents' || CONSENTS.has(name)),
  );
  return [...usual, ...rest];
}

/** Saves an example of an object's files, in the language of the page. */
export function useExample(): (target: Target, length: Length) => void {
  const { t, i18n } = useTranslation('imports/fields');
  const names = useFieldNames();
  return useCallback(
    (target: Target, length: Length) => {
      const fields = exampleFields(target, length);
      const value = (field: string): string => {
        const key = `examples.${target.name}.${field}`;
        return i18n.exists(key, { ns: 'imports/fields' }) ? t(key as 'examples.customers.name') : '';
      };
      const headers = fields.map((field) => names.field(target.name, field));
      const key = `files.${target.name}`;
      const name = i18n.exists(key, { ns: 'imports/fields' }) ? t(key as 'files.customers') : target.name;
      save(csv([headers, fields.map(value)]), `${name}.csv`);
    },
    [t, i18n, names],
  );
}
