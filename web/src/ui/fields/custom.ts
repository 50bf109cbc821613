/** The fields that an organisation has added, as descriptions: they join lists, pages and forms by themselves. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data, type Schemas } from '../../api/client';
import type { FilterKind } from '../filters/operators';
import type { FieldDescription, FieldKind } from '../records/description';

export type CustomField = Schemas['customer_FieldRead'];
type Kind = Exclude<CustomField['kind'], 'computed'>;

export const CUSTOM_FIELDS = ['customer', 'custom-fields'];
const PAGE = 200;
const NONE: readonly CustomField[] = [];

const KINDS: Record<Kind, FieldKind> = {
  text: 'text',
  long_text: 'longText',
  number: 'number',
  money: 'money',
  date: 'date',
  moment: 'moment',
  boolean: 'flag',
  choice: 'choice',
  multi_choice: 'choices',
  reference: 'customer',
};

const FILTERS: Partial<Record<Kind, FilterKind>> = {
  text: 'text',
  number: 'number',
  money: 'number',
  date: 'date',
  moment: 'moment',
  boolean: 'boolean',
  choice: 'choice',
  multi_choice: 'tags',
  reference: 'reference',
};

/** What lists can be sorted by (chassis/custom_fields/kinds.py STORED). */
const SORTED: ReadonlySet<Kind> = new Set<Kind>(['text', 'number', 'money', 'date', 'moment', 'choice']);
const TARGETS: Partial<Record<string, FieldKind>> = {
  customer: 'customer',
  contact: 'contact',
  user: 'person',
};

type Definition = Pick<
  CustomField,
  'key' | 'kind' | 'labels' | 'description' | 'required' | 'default' | 'options' | 'target' | 'group'
> & { result?: CustomField['result'] };

const holds = (field: Definition): Kind | null => {
  const kind = field.kind === 'computed' ? field.result : field.kind;
  return kind === undefined || kind === null || kind === 'computed' ? null : kind;
};

/** A text of an organisation in a language, or in the one it has. */
export function inLanguage(texts: Readonly<Record<string, string>>, language: string): string {
  return texts[language] ?? texts.en ?? Object.values(texts)[0] ?? '';
}

/** A field as the screens know it; also one that is being written. */
export function described(field: Definition, language: string): FieldDescription | null {
  const kind = holds(field);
  if (kind === null) return null;
  const name = `custom.${field.key}`;
  const filter = FILTERS[kind];
  const computed = field.kind === 'computed';
  const choices = field.options
    .filter((one) => !one.archived)
    .map(({ value, labels, colour }) => ({
      value,
      label: inLanguage(labels, language) || value,
      colour: colour ?? undefined,
    }));
  return {
    name,
    label: inLanguage(field.labels, language) || field.key,
    hint: inLanguage(field.description, language) || undefined,
    default: field.default ?? undefined,
    kind: kind === 'reference' ? (TARGETS[field.target ?? ''] ?? 'text') : KINDS[kind],
    choices: choices.length > 0 ? choices : undefined,
    filter: filter && { field: name, kind: filter },
    sort: SORTED.has(kind) ? name : undefined,
    editable: !computed,
    required: field.required,
    bulk: !computed,
    group: field.group ?? undefined,
  };
}

async function load(object: string): Promise<CustomField[]> {
  const filter = JSON.stringify({ field: 'object', op: 'eq', value: object });
  const query = { limit: PAGE, filter };
  const found = await data(api.GET('/api/customer/custom-fields', { params: { query } }));
  return found.items.filter((one) => one.archived_at === null);
}

export const customFields = (object: string) =>
  queryOptions({
    queryKey: [...CUSTOM_FIELDS, 'of', object],
    queryFn: () => load(object),
    staleTime: 300_000,
  });

/** The added fields of an object, in their order. */
export function useCustomFields(object: string): readonly FieldDescription[] {
  const { i18n } = useTranslation();
  const fields = useQuery(customFields(object)).data ?? NONE;
  return useMemo(() => fields.flatMap((one) => described(one, i18n.language) ?? []), [fields, i18n.language]);
}
