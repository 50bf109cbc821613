/** Products from the service, and what a change of one makes old. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, data, type Schemas } from '../api/client';
import { putRecord } from '../ui/list/useRecords';

/** Its page knows the names of its options and components, lists do not. */
export type Product = Schemas['sales_ProductRead'] & Partial<Pick<Schemas['sales_ProductFull'], 'products'>>;
export type OptionGroup = Schemas['sales_OptionGroup'];
export type OptionRule = Schemas['sales_OptionRule'];
export type Component = Schemas['sales_Component-Output'];

export const PRODUCTS = ['sales', 'products'];
/** What was asked about prices. */
export const PRICING = ['sales', 'pricing'];
export const productKey = (id: string) => [...PRODUCTS, id];

const path = (id: string) => ({ path: { product_id: id } });

export const loadProduct = (id: string): Promise<Product> =>
  data(api.GET('/api/sales/products/{product_id}', { params: path(id) }));

export const useProduct = (id: string) =>
  useQuery({ queryKey: productKey(id), queryFn: () => loadProduct(id) });

/** A product that can be restored; null when there is none for whoever looks. */
export async function loadDeleted(id: string): Promise<Product | null> {
  const filter = JSON.stringify({ field: 'id', op: 'eq', value: id });
  const query = { deleted: true, limit: 1, filter };
  return (await data(api.GET('/api/sales/products', { params: { query } }))).items[0] ?? null;
}

export const createProduct = (body: Schemas['sales_ProductCreate']): Promise<Product> =>
  data(api.POST('/api/sales/products', { body }));

/** Texts that were emptied are empty texts: editors say null. */
export function updateProduct(record: Product, changes: Record<string, unknown>): Promise<Product> {
  const params = { ...path(record.id), header: { 'if-match': `"${record.version}"` } };
  const texts = ['unit', 'description'].filter((name) => changes[name] === null);
  const body = { ...changes, ...Object.fromEntries(texts.map((name) => [name, ''])) };
  return data(api.PATCH('/api/sales/products/{product_id}', { params, body }));
}

export async function deleteProduct(id: string): Promise<void> {
  await api.DELETE('/api/sales/products/{product_id}', { params: path(id) });
}

export const restoreProduct = (id: string): Promise<Product> =>
  data(api.POST('/api/sales/products/{product_id}/restore', { params: path(id) }));

/** Shows a product as it is now wherever it is shown, and asks anew what it costs. */
export function useShowSaved(): (saved: Product) => void {
  const queries = useQueryClient();
  return useCallback(
    (saved: Product) => {
      queries.setQueryData(productKey(saved.id), saved);
      putRecord(queries, PRODUCTS.join('.'), saved);
      queries.removeQueries({ queryKey: [...PRODUCTS, 'name', saved.id] });
      void queries.invalidateQueries({ queryKey: PRICING });
    },
    [queries],
  );
}
