/** What the customer's page loads: one view of everything, and what its parts need. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { contactsKey } from '../contacts/queries';
import { ProblemError } from '../api/problems';
import type { Customer } from './description';

export type Overview = Pick<Schemas['Customer360'], 'panels' | 'missing'>;
/** Where somebody stands, as the view of everything has it. */
export type Standing = NonNullable<Overview['panels']['consents']>[number];

/** So many contacts come with the view of everything; when there are fewer, they are all. */
const MOST_MAIN = 5;

export const customerKey = (id: string) => ['customer', 'customers', id];

const loadOverview = (id: string) =>
  data(api.GET('/api/views/customer-360/{customer_id}', { params: { path: { customer_id: id } } }));

export const loadCustomer = (id: string): Promise<Customer> =>
  data(api.GET('/api/customer/customers/{customer_id}', { params: { path: { customer_id: id } } }));

/**
 * The customer and what surrounds it, in one request. When the view of everything does not answer, or does not
 * know the customer because it is deleted, the customer alone is asked for.
 */
export function useCustomer(id: string) {
  const queries = useQueryClient();
  const overview = useQuery({
    queryKey: [...customerKey(id), 'overview'],
    queryFn: async (): Promise<Overview> => {
      const { customer, panels, missing } = await loadOverview(id);
      queries.setQueryData(customerKey(id), customer);
      const contacts = panels.contacts;
      if (contacts && contacts.length < MOST_MAIN)
        queries.setQueryData(contactsKey(id), { items: contacts, next: null, total: contacts.length });
      return { panels, missing };
    },
    retry: false,
  });
  const customer = useQuery({
    queryKey: customerKey(id),
    queryFn: () => loadCustomer(id),
    enabled: !overview.isPending,
    refetchOnMount: false, // the view of everything brings it
  });
  return { customer, overview };
}

export function useGroup(id: string) {
  return useQuery({
    queryKey: [...customerKey(id), 'group'],
    queryFn: () =>
      data(api.GET('/api/customer/customers/{customer_id}/group', { params: { path: { customer_id: id } } })),
  });
}

export function loadHistory(id: string, after?: string): Promise<Schemas['customer_Page_HistoryEntry_']> {
  const params = { path: { customer_id: id }, query: { limit: 30, after } };
  return data(api.GET('/api/customer/customers/{customer_id}/history', { params }));
}

export async function deleteCustomer(id: string): Promise<void> {
  await api.DELETE('/api/customer/customers/{customer_id}', { params: { path: { customer_id: id } } });
}

export const restoreCustomer = (id: string): Promise<Customer> =>
  data(api.POST('/api/customer/customers/{customer_id}/restore', { params: { path: { customer_id: id } } }));

export const isGone = (error: unknown): boolean => error instanceof ProblemError && error.status === 404;
