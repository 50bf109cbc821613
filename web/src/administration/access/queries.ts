/** Why somebody can or cannot do something to a record, and who can read it: answered by its service. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { useLines } from '../shared/useLines';

export type Thing = 'customer' | 'contact' | 'interaction';
export type Explanation = Schemas['customer_Explanation'];
export type Reader = Schemas['customer_Reader'];

const PAGE = 50;

function explain(
  thing: Thing,
  id: string,
  query: { user_id: string; permission: string },
): Promise<Explanation> {
  switch (thing) {
    case 'customer':
      return data(
        api.GET('/api/customer/customers/{customer_id}/access', {
          params: { path: { customer_id: id }, query },
        }),
      );
    case 'contact':
      return data(
        api.GET('/api/customer/contacts/{contact_id}/access', {
          params: { path: { contact_id: id }, query },
        }),
      );
    case 'interaction':
      return data(
        api.GET('/api/customer/interactions/{interaction_id}/access', {
          params: { path: { interaction_id: id }, query },
        }),
      );
  }
}

function readers(thing: Thing, id: string, after?: string): Promise<Schemas['customer_Page_Reader_']> {
  const query = { after, limit: PAGE };
  switch (thing) {
    case 'customer':
      return data(
        api.GET('/api/customer/customers/{customer_id}/readers', {
          params: { path: { customer_id: id }, query },
        }),
      );
    case 'contact':
      return data(
        api.GET('/api/customer/contacts/{contact_id}/readers', {
          params: { path: { contact_id: id }, query },
        }),
      );
    case 'interaction':
      return data(
        api.GET('/api/customer/interactions/{interaction_id}/readers', {
          params: { path: { interaction_id: id }, query },
        }),
      );
  }
}

export const useExplanation = (thing: Thing, id: string, person: string, permission: string) =>
  useQuery({
    queryKey: ['customer', 'access', thing, id, person, permission],
    queryFn: () => explain(thing, id, { user_id: person, permission }),
    staleTime: 0, // a change of roles bites within seconds
  });

export const useReaders = (thing: Thing, id: string) =>
  useLines(['customer', 'readers', thing, id], (after) => readers(thing, id, after));
