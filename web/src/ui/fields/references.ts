/** Records by their names: of one that is known by its id, and of those that somebody types. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api, data } from '../../api/client';
import { queries } from '../../app/queries';
import { colleagues, teams } from '../directory';
import { batched } from './batched';

export type ReferenceKind = 'customer' | 'contact' | 'product' | 'lead' | 'opportunity';
/** `record`: whatever has a name, as far as whoever looks may see it. */
export type Kind = ReferenceKind | 'record';

export interface Reference {
  id: string;
  name: string;
  /** What tells two of the same name apart. */
  detail?: string;
}

/** Which records a field refers to. */
export const kindOf = ({ kind }: { kind: string }): Kind =>
  kind === 'customer' || kind === 'contact' || kind === 'product' ? kind : 'record';

const FOUND = 20;

interface Wanted {
  limit: number;
  q?: string;
  ids?: readonly string[];
  deleted?: boolean;
}

const queryOf = ({ ids, ...rest }: Wanted) => ({
  ...rest,
  filter: ids && JSON.stringify({ field: 'id', op: 'in', value: ids }),
});

/** Whose they are. */
const SERVICE: Record<Kind, string> = {
  customer: 'customer',
  contact: 'customer',
  record: 'customer',
  product: 'sales',
  lead: 'sales',
  opportunity: 'sales',
};
/** What lists of them are called, in addresses and in queries. */
const PLURAL: Record<Kind, string> = {
  customer: 'customers',
  contact: 'contacts',
  record: 'records',
  product: 'products',
  lead: 'leads',
  opportunity: 'opportunities',
};

/** What tells customers and products apart is their number, what tells contacts apart where they work. */
const LIST: Record<Kind, (wanted: Wanted) => Promise<Reference[]>> = {
  customer: async (wanted) => {
    const query = queryOf(wanted);
    const { items } = await data(api.GET('/api/customer/customers', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.number }));
  },
  contact: async (wanted) => {
    const query = queryOf(wanted);
    const { items } = await data(api.GET('/api/customer/contacts', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.customers[0]?.customer_name }));
  },
  record: async (wanted) => {
    const { ids, q = '', limit } = wanted;
    const [people, groups] = await Promise.all([queries.query(colleagues), queries.query(teams)]);
    const typed = q.toLowerCase();
    const here = [...people.values(), ...groups.values()]
      .map((one) => ({ ...one, text: `${one.name}\n${'search' in one ? one.search : ''}`.toLowerCase() }))
      .filter(({ id, text }) => (ids ? ids.includes(id) : text.includes(typed)))
      .slice(0, limit);
    const others = await Promise.allSettled([LIST.customer(wanted), LIST.contact(wanted)]);
    return [...here, ...others.flatMap((one) => (one.status === 'fulfilled' ? one.value : []))];
  },
  product: async (wanted) => {
    const query = queryOf(wanted);
    const { items } = await data(api.GET('/api/sales/products', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.sku }));
  },
  lead: async (wanted) => {
    const query = queryOf(wanted);
    const { items } = await data(api.GET('/api/sales/leads', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name ?? one.company ?? one.number }));
  },
  opportunity: async (wanted) => {
    const query = queryOf(wanted);
    const { items } = await data(api.GET('/api/sales/opportunities', { params: { query } }));
    return items.map((one) => ({ id: one.id, name: one.name, detail: one.number }));
  },
};

const named = (kind: Kind, deleted?: true) =>
  batched((ids) => LIST[kind]({ limit: ids.length, ids, deleted }));
const NAMED = {
  customer: named('customer'),
  contact: named('contact'),
  product: named('product'),
  lead: named('lead'),
  opportunity: named('opportunity'),
  record: named('record'),
};
const DELETED = {
  customer: named('customer', true),
  contact: named('contact', true),
  product: named('product', true),
  lead: named('lead', true),
  opportunity: named('opportunity', true),
};

export const pathOf = (kind: ReferenceKind, id: string): string => `/${PLURAL[kind]}/${id}`;

/** One record by its id; null when it is not there, or not for whoever looks. */
export const referenceQuery = (kind: Kind, id: string | null) => ({
  queryKey: [SERVICE[kind], PLURAL[kind], 'name', id],
  queryFn: () => NAMED[kind](id ?? ''),
  enabled: id !== null,
  staleTime: 300_000,
  retry: false,
});

/** The same of one that was deleted, for those who may bring it back. */
export const deletedQuery = (kind: ReferenceKind, id: string) => ({
  ...referenceQuery(kind, id),
  queryKey: [SERVICE[kind], PLURAL[kind], 'deleted name', id],
  queryFn: () => DELETED[kind](id),
});

export function useReference(kind: Kind, id: string | null) {
  return useQuery(referenceQuery(kind, id));
}

/** Those that fit what is typed, asked for when typing pauses. */
export function useReferenceSearch(kind: Kind, typed: string, open: boolean) {
  const q = usePaused(typed.trim());
  return useQuery({
    queryKey: [SERVICE[kind], PLURAL[kind], 'picked', q],
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
