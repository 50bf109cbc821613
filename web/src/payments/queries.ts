/** Payments from the service. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { PAYMENTS } from '../orders/queries';
import type { ListQuery } from '../ui/records/description';

/** As lists show it. */
export type Listed = Schemas['sales_PaymentListed'];
export type Payment = Schemas['sales_PaymentRead'];
export type AllocationGiven = Schemas['sales_AllocationGiven'];

export { PAYMENTS };
export const paymentKey = (id: string) => [...PAYMENTS, id];

const path = (id: string) => ({ path: { payment_id: id } });

export const METHODS = [
  'bank_transfer',
  'card',
  'cash',
  'cheque',
  'bill',
  'other',
] as const satisfies readonly Listed['method'][];

export const usePayment = (id: string) =>
  useQuery({
    queryKey: paymentKey(id),
    queryFn: () => data(api.GET('/api/sales/payments/{payment_id}', { params: path(id) })),
  });

export const loadPayments = (query: ListQuery) => data(api.GET('/api/sales/payments', { params: { query } }));

/** What of a customer's payments is no invoice's yet. */
export const useCredit = (customerId: string) =>
  useQuery({
    queryKey: [...PAYMENTS, 'credit', customerId],
    queryFn: () => {
      const all = [
        { field: 'customer_id', op: 'eq', value: customerId },
        { field: 'unallocated', op: 'gt', value: '0' },
      ];
      return loadPayments({ limit: 50, filter: JSON.stringify({ all }) });
    },
    enabled: customerId !== '',
  });

export const receivePayment = (body: Schemas['sales_PaymentCreate']): Promise<Payment> =>
  data(api.POST('/api/sales/payments', { body }));

export const allocate = (id: string, allocations: AllocationGiven[]): Promise<Payment> =>
  data(api.POST('/api/sales/payments/{payment_id}/allocations', { params: path(id), body: { allocations } }));

export const takeBack = (id: string, allocationId: string): Promise<Payment> =>
  data(
    api.DELETE('/api/sales/payments/{payment_id}/allocations/{allocation_id}', {
      params: { path: { payment_id: id, allocation_id: allocationId } },
    }),
  );

export const reversePayment = (id: string, reason: string): Promise<Payment> =>
  data(api.POST('/api/sales/payments/{payment_id}/reverse', { params: path(id), body: { reason } }));
