/** Customers, contacts and products by their names: of one that is known by its id, and of those that somebody types. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, data } from '../../api/client';
import type { ListQuery } from '../records/description';
import { batched } from './batched';

export type ReferenceKind = 'customer' | 'contact' | 'product';

export interface Reference {
  id: string;
  name: string;
  /** What tells two of the same name apart. */
  detail?: string;
}

const FOUND = 20;

type Query = Pick<ListQuery, 'limit' | 'q' | 'filter'>;

/** Whose they are. */
const SERVICE: Record<ReferenceKind, string> = {
  customer: 'customer',
  contact: 'customer',
  product: 'sales',
};

/** What tells customers and products apart is their number, what tells contacts apart where they work. */
const LIST: Record<ReferenceKind, (query: Query) => Promise<Reference[]>> = {
  customer: async (query) => {
    const { items } = await data(api.GET('/api/customer/customers', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.number }));
  },
  contact: async (query) => {
    const { items } = await data(api.GET('/api/customer/contacts', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.customers[0]?.customer_name }));
  },
  product: async (query) => {
    const { items } = await data(api.GET('/api/sales/products', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.sku }));
  },
};

const named = (kind: ReferenceKind) =>
  batched((ids) => {
    const filter = JSON.stringify({ field: 'id', op: 'in', value: ids });
    return LIST[kind]({ limit: ids.length, filter });
  });
const NAMED = { customer: named('customer'), contact: named('contact'), product: named('product') };

export const pathOf = (kind: ReferenceKind, id: string): string => `/${kind}s/${id}`;

/** One record by its id; null when it is not there, or not for whoever looks. */
export const referenceQuery = (kind: ReferenceKind, id: string | null) => ({
  queryKey: [SERVICE[kind], `${kind}s`, 'name', id],
  queryFn: () => NAMED[kind](id ?? ''),
  enabled: id !== null,
  staleTime: 300_000,
  retry: false,
});

export function useReference(kind: ReferenceKind, id: string | null) {
  return useQuery(referenceQuery(kind, id));
}

/** Those that fit what is typed, asked for when typing pauses. */
export function useReferenceSearch(kind: ReferenceKind, typed: string, open: boolean) {
  const q = usePaused(typed.trim());
  return useQuery({
    queryKey: [SERVICE[kind], `${kind}s`, 'picked', q],
    queryFn: () => LIST[kind]({ limit: FOUND, q: q || undefined }),
    enabled: open,
    placeholderData: keepPreviousData,
  });
}

/** A value once it has not changed for a moment. */
export function usePaused<T>(value: T, pause = 200): T {
  const [kept, setKept] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setKept(value), pause);
    return () => clearTimeout(timer);
  }, [value, pause]);
  return kept;
}
