import type { Changes } from '../../administration/shared/useEdit';
import { api, data, type Schemas } from '../../api/client';

export type Price = Schemas['sales_PriceRead'];
export type Step = Price['steps'][number];
export type Term = Price['terms'][number];
/** Prices of a product, or those in a book. */
export type Of = { product_id: string } | { price_book_id: string };

export const PRICES = ['sales', 'prices'];

const path = (id: string) => ({ path: { price_id: id } });

export function loadPrices(of: Of, after?: string) {
  const parts = Object.entries(of).map(([field, value]) => ({ field, op: 'eq', value }));
  const query = { filter: JSON.stringify(parts[0]), limit: 50, after };
  return data(api.GET('/api/sales/prices', { params: { query } }));
}

export const loadPrice = (id: string) => data(api.GET('/api/sales/prices/{price_id}', { params: path(id) }));

export const createPrice = (values: Changes) =>
  // as: from the form, which has these fields
  data(api.POST('/api/sales/prices', { body: values as Schemas['sales_PriceCreate'] }));

export const updatePrice = (id: string, version: number, changes: Changes) =>
  data(
    api.PATCH('/api/sales/prices/{price_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body: changes, // from the form, which has these fields
    }),
  );

export const deletePrice = (id: string) => api.DELETE('/api/sales/prices/{price_id}', { params: path(id) });
