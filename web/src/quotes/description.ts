/** What a quote is to the screens: fields, list, what may be changed (services/sales/sales/quotes/queries.py). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../i18n';
import { LANGUAGE_NAMES } from '../ui/LanguageChoice';
import { CREATED, CUSTOMER, NUMBER, OWNER, TEAM, UPDATED } from '../ui/records/columns';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { PERCENT, STATE } from './drawn';
import { loadQuotes, QUOTES, updateQuote, type Listed, type Quote } from './queries';
import { numberOf, STATES } from './states';

type Described = Omit<FieldDescription, 'name' | 'label'> & { name: keyof Listed | 'asked_by' };
type Written = Omit<FieldDescription, 'name' | 'label'> & { name: keyof Quote };

const LISTED: readonly Described[] = [
  { ...NUMBER, read: (quote) => numberOf(quote as Listed), width: 170 },
  { name: 'title', kind: 'text', width: 240, initially: true },
  CUSTOMER,
  {
    name: 'state',
    kind: 'choice',
    filter: { field: 'state', kind: 'choice', filled: true },
    drawn: STATE,
    width: 150,
    initially: true,
  },
  {
    name: 'gross',
    kind: 'money',
    filter: { field: 'gross', kind: 'number', filled: true },
    width: 140,
    initially: true,
  },
  { name: 'net', kind: 'money', width: 140 },
  {
    name: 'valid_until',
    kind: 'date',
    filter: { field: 'valid_until', kind: 'date' },
    sort: 'valid_until',
    width: 130,
    initially: true,
  },
  OWNER,
  TEAM,
  {
    name: 'asked_by',
    kind: 'person',
    filter: { field: 'asked_by', kind: 'reference' },
    filterOnly: true,
  },
  { name: 'latest', kind: 'flag', filter: { field: 'latest', kind: 'boolean', filled: true }, width: 110 },
  {
    name: 'currency',
    kind: 'currency',
    filter: { field: 'currency', kind: 'choice', filled: true },
    width: 100,
  },
  { name: 'issued_at', kind: 'moment', filter: { field: 'issued_at', kind: 'moment' }, width: 130 },
  { name: 'viewed_at', kind: 'moment', width: 130 },
  { name: 'ended_at', kind: 'moment', width: 130 },
  { ...CREATED, initially: true },
  UPDATED,
];

export function useQuoteDescription(): ObjectDescription<Listed> {
  const { t } = useTranslation('quotes');
  return useMemo(
    () => ({
      name: 'quote',
      list: QUOTES.join('.'),
      title: 'number',
      fields: LISTED.map((field): FieldDescription => ({
        ...field,
        label: t(`fields.${field.name}` as 'fields.number'), // as: every name of the table has its text
        choices:
          field.name === 'state'
            ? STATES.map((value) => ({ value, label: t(`states.${value}`) }))
            : undefined,
      })),
      path: (record) => `/quotes/${record.id}`,
      load: loadQuotes,
      bin: true,
      permissions: { create: 'quote.create', update: 'quote.update', delete: 'quote.delete' },
    }),
    [t],
  );
}

const WRITTEN = [
  { name: 'title', kind: 'text', group: 'offer' },
  { name: 'valid_until', kind: 'date', group: 'offer' },
  { name: 'language', kind: 'choice', required: true, group: 'offer' },
  { name: 'currency', kind: 'currency', required: true, group: 'offer' },
  { name: 'discount_percent', kind: 'number', drawn: PERCENT, group: 'offer' },
  { name: 'contact_id', kind: 'contact', group: 'whom' },
  { name: 'addressee', kind: 'longText', group: 'whom' },
  { name: 'intro', kind: 'longText' },
  { name: 'terms', kind: 'longText' },
] as const satisfies readonly Written[];

/** What is written in a quote, lines and all; each changed where it stands. */
export function useWrittenDescription(): ObjectDescription<Quote> {
  const { t } = useTranslation('quotes');
  return useMemo(() => {
    const languages = LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }));
    const fields = WRITTEN.map((field): FieldDescription => ({
      ...field,
      label: t(`fields.${field.name}`),
      group: 'group' in field ? t(`groups.${field.group}`) : undefined,
      hint: field.name === 'discount_percent' ? t('hints.discount_percent') : undefined,
      choices: field.name === 'language' ? languages : undefined,
      editable: true,
    }));
    const lines: FieldDescription = { name: 'lines', kind: 'longText', label: t('fields.lines') };
    return {
      name: 'quote',
      list: QUOTES.join('.'),
      title: 'title',
      fields: [...fields, lines],
      load: () => Promise.resolve({ items: [] }), // one that is open is written in, its list has another description
      update: updateQuote,
      permissions: { update: 'quote.update' },
    };
  }, [t]);
}
