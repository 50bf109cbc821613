/** Invoices and credit notes from the service. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { INVOICES } from '../orders/queries';
import type { ListQuery } from '../ui/records/description';

/** As lists show it. */
export type Listed = Schemas['sales_InvoiceListed'];
export type Invoice = Schemas['sales_InvoiceRead'];
export type Allocation = Schemas['sales_AllocationRead'];

export { INVOICES };
export const invoiceKey = (id: string) => [...INVOICES, id];

const path = (id: string) => ({ path: { invoice_id: id } });
const MOST = 200;

export const useInvoice = (id: string) =>
  useQuery({
    queryKey: invoiceKey(id),
    queryFn: () => data(api.GET('/api/sales/invoices/{invoice_id}', { params: path(id) })),
  });

export const loadInvoices = (query: ListQuery) => data(api.GET('/api/sales/invoices', { params: { query } }));

/** Those of an order, or the credit notes of an invoice. */
export const useInvoicesOf = (field: 'order_id' | 'credited_id', id: string) =>
  useQuery({
    queryKey: [...INVOICES, 'of', field, id],
    queryFn: () => loadInvoices({ limit: MOST, filter: JSON.stringify({ field, op: 'eq', value: id }) }),
  });

/** What a customer owes in a currency, what is due first standing first. */
export const useOpenInvoices = (customerId: string, currency: string) =>
  useQuery({
    queryKey: [...INVOICES, 'open', customerId, currency],
    queryFn: async () => {
      const all = [
        { field: 'customer_id', op: 'eq', value: customerId },
        { field: 'kind', op: 'eq', value: 'invoice' },
        { field: 'open', op: 'gt', value: '0' },
      ];
      const { items } = await loadInvoices({ limit: MOST, sort: 'due_on', filter: JSON.stringify({ all }) });
      return items.filter((one) => one.currency === currency);
    },
    enabled: customerId !== '',
  });

export const createInvoice = (body: Schemas['sales_InvoiceCreate']): Promise<Invoice> =>
  data(api.POST('/api/sales/invoices', { body }));

export const creditInvoice = (id: string, body: Schemas['sales_InvoiceCredit']): Promise<Invoice> =>
  data(api.POST('/api/sales/invoices/{invoice_id}/credit', { params: path(id), body }));

/** What an invoice is paid by, the oldest payment first. */
export const useAllocations = (id: string) =>
  useQuery({
    queryKey: [...INVOICES, id, 'allocations'],
    queryFn: () => data(api.GET('/api/sales/invoices/{invoice_id}/allocations', { params: path(id) })),
  });
