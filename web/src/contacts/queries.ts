/** Contacts from the service: one, those of a customer, what they are there, and what changes them. */
import { useMutation, useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, data, type Schemas } from '../api/client';

export type Contact = Schemas['customer_ContactRead'];
export type LinkRead = Contact['customers'][number];
export type Link = Schemas['customer_LinkGiven'];

const MOST = 200;

export const contactsKey = (customerId: string) => ['customer', 'customers', customerId, 'contacts'];
export const orgChartKey = (customerId: string) => ['customer', 'customers', customerId, 'org-chart'];

export function useContactsOf(customerId: string | undefined) {
  return useQuery({
    queryKey: contactsKey(customerId ?? ''),
    enabled: customerId !== undefined,
    queryFn: () => {
      const params = { path: { customer_id: customerId ?? '' }, query: { limit: MOST, total: true } };
      return data(api.GET('/api/customer/customers/{customer_id}/contacts', { params }));
    },
  });
}

const NAMELESS: ReadonlyMap<string, string> = new Map();

/** The names of a customer's contacts by their ids. */
export function useContactNames(customerId: string | undefined): ReadonlyMap<string, string> {
  const items = useContactsOf(customerId).data?.items;
  return useMemo(() => (items ? new Map(items.map((one) => [one.id, one.name])) : NAMELESS), [items]);
}

/** What a contact is at one customer. */
export const linkAt = (contact: Contact, customerId: string): LinkRead | undefined =>
  contact.customers.find((one) => one.customer_id === customerId);

export const contactKey = (id: string) => ['customer', 'contacts', id];

export function useContact(id: string) {
  return useQuery({
    queryKey: contactKey(id),
    queryFn: () =>
      data(api.GET('/api/customer/contacts/{contact_id}', { params: { path: { contact_id: id } } })),
  });
}

/** A contact that can be restored; null when there is none for whoever looks. */
export async function loadDeleted(id: string): Promise<Contact | null> {
  const filter = JSON.stringify({ field: 'id', op: 'eq', value: id });
  const query = { deleted: true, limit: 1, filter };
  return (await data(api.GET('/api/customer/contacts', { params: { query } }))).items[0] ?? null;
}

/** What a contact is at a customer, as it is sent: the whole, in place of what was said. */
export function linkOf({ title, department, reports_to_id, decision_role, primary }: LinkRead): Link {
  return { title, department, reports_to_id, decision_role, primary };
}

/** A changed contact, where it is shown: itself, lists, the customers it works for. */
function useChanged(): (contact: Contact, customerIds?: readonly string[]) => void {
  const queries = useQueryClient();
  return (contact, customerIds = contact.customers.map((one) => one.customer_id)) => {
    queries.setQueryData(contactKey(contact.id), contact);
    void queries.invalidateQueries({ queryKey: ['customer', 'contacts'] });
    for (const id of customerIds) {
      void queries.invalidateQueries({ queryKey: contactsKey(id) });
      void queries.invalidateQueries({ queryKey: orgChartKey(id) });
    }
  };
}

export function useSetLink(contactId: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: ({ customerId, link }: { customerId: string; link: Link }) => {
      const path = { contact_id: contactId, customer_id: customerId };
      return data(
        api.PUT('/api/customer/contacts/{contact_id}/customers/{customer_id}', {
          params: { path },
          body: link,
        }),
      );
    },
    onSuccess: (contact, { customerId }) => changed(contact, [customerId]),
  });
}

export function useRemoveLink(contact: Contact) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (customerId: string) => {
      const path = { contact_id: contact.id, customer_id: customerId };
      return api.DELETE('/api/customer/contacts/{contact_id}/customers/{customer_id}', { params: { path } });
    },
    onSuccess: (_nothing, customerId) => {
      const customers = contact.customers.filter((one) => one.customer_id !== customerId);
      changed({ ...contact, customers }, [customerId]);
    },
  });
}

export function useDeleteContact(contact: Contact) {
  const queries = useQueryClient();
  const customers = contact.customers.map((one) => one.customer_id);
  return useMutation({
    mutationFn: () =>
      api.DELETE('/api/customer/contacts/{contact_id}', { params: { path: { contact_id: contact.id } } }),
    onSuccess: () => {
      // Its own page is left first: loaded anew there, it would say that it is gone.
      const predicate = ({ queryKey }: Query) => queryKey[2] !== contact.id;
      void queries.invalidateQueries({ queryKey: ['customer', 'contacts'], predicate });
      for (const id of customers) void queries.invalidateQueries({ queryKey: contactsKey(id) });
    },
  });
}

export function useRestoreContact(id: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: () =>
      data(api.POST('/api/customer/contacts/{contact_id}/restore', { params: { path: { contact_id: id } } })),
    onSuccess: (contact) => changed(contact),
  });
}
