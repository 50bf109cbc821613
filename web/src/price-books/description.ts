/** What a price book is to the screens: fields, list, what may be changed (services/sales/sales/price_books). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { BOOKS, updateBook, type PriceBook } from './queries';

type Field = Exclude<keyof PriceBook, 'id' | 'version' | 'created_at' | 'deleted_at'>;
type Described = Omit<FieldDescription, 'name' | 'label'> & { name: Field };

/** Everything but the texts; in the order in which forms and pages show it. */
const FIELDS: readonly Described[] = [
  {
    name: 'name',
    kind: 'text',
    filter: { field: 'name', kind: 'text' },
    sort: 'name',
    editable: true,
    required: true,
    width: 260,
    initially: true,
  },
  {
    name: 'currency',
    kind: 'currency',
    filter: { field: 'currency', kind: 'choice' },
    required: true,
    width: 180,
    initially: true,
  },
  {
    name: 'is_default',
    kind: 'flag',
    filter: { field: 'is_default', kind: 'boolean' },
    editable: true,
    default: false,
    width: 110,
    initially: true,
  },
  { name: 'tax_included', kind: 'flag', default: false, width: 130, initially: true },
  { name: 'starts_on', kind: 'date', editable: true, width: 130, initially: true },
  { name: 'ends_on', kind: 'date', editable: true, width: 130, initially: true },
  { name: 'updated_at', kind: 'moment', width: 130 },
];
/** Prices were made so: they can only be chosen when a book is made. */
export const LASTING: readonly string[] = ['currency', 'tax_included'];
const HINTS = ['is_default', 'tax_included', 'starts_on', 'ends_on'] as const;

export function useBookDescription(): ObjectDescription<PriceBook> {
  const { t } = useTranslation('price-books');
  return useMemo(() => {
    const fields = FIELDS.map((field): FieldDescription => {
      const hint = HINTS.find((one) => one === field.name);
      return {
        ...field,
        label: t(`fields.${field.name}`),
        hint: hint && t(`hints.${hint}`),
        group: t('group'),
      };
    });
    return {
      name: 'price_book',
      list: BOOKS.join('.'),
      title: 'name',
      fields,
      path: (record) => `/price-books/${record.id}`,
      load: (query) => data(api.GET('/api/sales/price-books', { params: { query } })),
      update: updateBook,
      permissions: { create: 'price_book.manage', update: 'price_book.manage', delete: 'price_book.manage' },
    };
  }, [t]);
}
