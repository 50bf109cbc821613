/** Customers and contacts by their names: of one that is known by its id, and of those that somebody types. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, data } from '../../api/client';

export type ReferenceKind = 'customer' | 'contact';

export interface Reference {
  id: string;
  name: string;
  /** What tells two of the same name apart. */
  detail?: string;
}

const FOUND = 20;

const READ: Record<ReferenceKind, (id: string) => Promise<Reference>> = {
  customer: async (id) => {
    const params = { path: { customer_id: id } };
    const one = await data(api.GET('/api/customer/customers/{customer_id}', { params }));
    return { id, name: one.name, detail: one.number };
  },
  contact: async (id) => {
    const params = { path: { contact_id: id } };
    const one = await data(api.GET('/api/customer/contacts/{contact_id}', { params }));
    return { id, name: one.name, detail: one.customers[0]?.customer_name };
  },
};

const SEARCH: Record<ReferenceKind, (q: string) => Promise<Reference[]>> = {
  customer: async (q) => {
    const query = { limit: FOUND, q: q || undefined };
    const { items } = await data(api.GET('/api/customer/customers', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.number }));
  },
  contact: async (q) => {
    const query = { limit: FOUND, q: q || undefined };
    const { items } = await data(api.GET('/api/customer/contacts', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.customers[0]?.customer_name }));
  },
};

export const pathOf = (kind: ReferenceKind, id: string): string => `/${kind}s/${id}`;

/** One record by its id; without data while loading, or when it cannot be read. */
export const referenceQuery = (kind: ReferenceKind, id: string | null) => ({
  queryKey: ['customer', `${kind}s`, 'name', id],
  queryFn: () => READ[kind](id ?? ''),
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
    queryKey: ['customer', `${kind}s`, 'picked', q],
    queryFn: () => SEARCH[kind](q),
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
