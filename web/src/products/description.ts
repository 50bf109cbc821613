/** What a product is to the screens: fields, list, what may be changed (services/sales/sales/products/queries.py). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useTaxes } from '../price-books/taxes/queries';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { COMPONENTS, GROUPS, RULES } from './parts/drawn';
import { PRODUCTS, updateProduct, type Product } from './queries';

type Field = Exclude<keyof Product, 'id' | 'version' | 'products' | 'deleted_at'>;
type Described = Omit<FieldDescription, 'name' | 'label'> & { name: Field };

export const KINDS = ['good', 'service', 'bundle'] as const;

/** Everything but the texts; in the order in which forms and pages show it. */
const FIELDS: readonly Described[] = [
  { name: 'sku', kind: 'text', editable: true, required: true, width: 140, initially: true },
  {
    name: 'name',
    kind: 'text',
    filter: { field: 'name', kind: 'text' },
    sort: 'name',
    editable: true,
    required: true,
    width: 300,
    initially: true,
  },
  {
    name: 'kind',
    kind: 'choice',
    filter: { field: 'kind', kind: 'choice' },
    required: true,
    default: 'good',
    width: 100,
    initially: true,
  },
  { name: 'unit', kind: 'text', editable: true, width: 90, initially: true },
  {
    name: 'tax_id',
    kind: 'choice',
    filter: { field: 'tax_id', kind: 'reference' },
    editable: true,
    width: 160,
    initially: true,
  },
  {
    name: 'active',
    kind: 'flag',
    filter: { field: 'active', kind: 'boolean' },
    editable: true,
    default: true,
    width: 100,
    initially: true,
  },
  { name: 'description', kind: 'longText', editable: true, width: 300 },
  { name: 'created_at', kind: 'moment', width: 130 },
  {
    name: 'updated_at',
    kind: 'moment',
    filter: { field: 'updated_at', kind: 'moment' },
    sort: 'updated_at',
    width: 130,
    initially: true,
  },
];

/** What it is made of: changed on its page and asked of a new bundle, no columns of lists. */
const PARTS: readonly Described[] = [
  { name: 'components', kind: 'longText', drawn: COMPONENTS },
  { name: 'option_groups', kind: 'longText', drawn: GROUPS },
  { name: 'option_rules', kind: 'longText', drawn: RULES },
];

export function useProductDescription(): ObjectDescription<Product> {
  const { t } = useTranslation('products');
  const taxes = useTaxes().data;
  return useMemo(() => {
    const choices: Partial<Record<Field, FieldDescription['choices']>> = {
      kind: KINDS.map((value) => ({ value, label: t(`kinds.${value}`) })),
      tax_id: taxes?.map(({ id, name }) => ({ value: id, label: name })) ?? [],
    };
    const fields = FIELDS.map((field): FieldDescription => ({
      ...field,
      label: t(`fields.${field.name}`),
      hint: field.name === 'active' ? t('hints.active') : undefined,
      group: t(field.name === 'description' || field.name.endsWith('_at') ? 'groups.more' : 'groups.what'),
      choices: choices[field.name],
      unknown: field.name === 'tax_id' ? (taxes ? t('taxGone') : '…') : undefined,
    }));
    return {
      name: 'product',
      list: PRODUCTS.join('.'),
      title: 'name',
      fields,
      path: (record) => `/products/${record.id}`,
      load: (query) => data(api.GET('/api/sales/products', { params: { query } })),
      update: updateProduct,
      bin: true,
      permissions: { create: 'product.manage', update: 'product.manage', delete: 'product.manage' },
    };
  }, [t, taxes]);
}

/** The parts of a product as fields, for its page and for what met somebody else's change. */
export function usePartFields(): readonly FieldDescription[] {
  const { t } = useTranslation('products');
  return useMemo(() => PARTS.map((field) => ({ ...field, label: t(`fields.${field.name}`) })), [t]);
}
