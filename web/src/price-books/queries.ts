/** Price books and the customers that buy by them. */
import { useQuery } from '@tanstack/react-query';
import { every } from '../administration/shared/every';
import { api, data, type Schemas } from '../api/client';

export type PriceBook = Schemas['sales_PriceBookRead'];

export const BOOKS = ['sales', 'price-books'];
export const bookKey = (id: string) => [...BOOKS, id];

const path = (id: string) => ({ path: { price_book_id: id } });

/** All of them: there are few. */
export const useBooks = () =>
  useQuery({
    queryKey: [...BOOKS, 'all'],
    queryFn: () => every((query) => data(api.GET('/api/sales/price-books', { params: { query } }))),
  });

export const useBook = (id: string) =>
  useQuery({
    queryKey: bookKey(id),
    queryFn: () => data(api.GET('/api/sales/price-books/{price_book_id}', { params: path(id) })),
  });

export const createBook = (body: Schemas['sales_PriceBookCreate']) =>
  data(api.POST('/api/sales/price-books', { body }));

export function updateBook(record: PriceBook, changes: Record<string, unknown>): Promise<PriceBook> {
  const params = { ...path(record.id), header: { 'if-match': `"${record.version}"` } };
  return data(api.PATCH('/api/sales/price-books/{price_book_id}', { params, body: changes }));
}

export async function deleteBook(id: string): Promise<void> {
  await api.DELETE('/api/sales/price-books/{price_book_id}', { params: path(id) });
}

export const loadBuyers = (id: string, after?: string) =>
  data(
    api.GET('/api/sales/price-books/{price_book_id}/customers', {
      params: { ...path(id), query: { limit: 50, after, total: true } },
    }),
  );

const both = (id: string, customer: string) => ({ path: { price_book_id: id, customer_id: customer } });

export async function giveTo(id: string, customer: string): Promise<void> {
  await api.PUT('/api/sales/price-books/{price_book_id}/customers/{customer_id}', {
    params: both(id, customer),
  });
}

export async function takeFrom(id: string, customer: string): Promise<void> {
  await api.DELETE('/api/sales/price-books/{price_book_id}/customers/{customer_id}', {
    params: both(id, customer),
  });
}
