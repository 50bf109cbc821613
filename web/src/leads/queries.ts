/** Leads from the service, and what a change of one makes old. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, data, type Schemas } from '../api/client';
import { listKey, putRecord } from '../ui/list/useRecords';

export type Lead = Schemas['sales_LeadRead'];
export type Channel = NonNullable<Schemas['sales_Response']['channel']>;
export type Card = Schemas['sales_CardRead'];
export type Conversion = Schemas['sales_Conversion'];
export type Duplicate = Schemas['sales_DuplicateShown'];

export const LEADS = ['sales', 'leads'];
export const leadKey = (id: string) => [...LEADS, id];

const path = (id: string) => ({ path: { lead_id: id } });
const SOON = 1000; // ms

export const loadLead = (id: string): Promise<Lead> =>
  data(api.GET('/api/sales/leads/{lead_id}', { params: path(id) }));

/** While it becomes a customer, how far that is. */
export const useLead = (id: string) =>
  useQuery({
    queryKey: leadKey(id),
    queryFn: () => loadLead(id),
    refetchInterval: ({ state }) => (state.data?.conversion?.state === 'running' ? SOON : false),
  });

export const createLead = (body: Schemas['sales_LeadCreate']): Promise<Lead> =>
  data(api.POST('/api/sales/leads', { body }));

export const readCard = (text: string): Promise<Card> =>
  data(api.POST('/api/sales/leads/from-card', { body: { text } }));

export function updateLead({ id, version }: Lead, changes: Record<string, unknown>): Promise<Lead> {
  const params = { ...path(id), header: { 'if-match': `"${version}"` } };
  return data(api.PATCH('/api/sales/leads/{lead_id}', { params, body: changes }));
}

export const assignLead = (id: string, body: Schemas['sales_LeadAssignment']): Promise<Lead> =>
  data(api.POST('/api/sales/leads/{lead_id}/assign', { params: path(id), body }));

export const respondTo = (id: string, channel: Channel): Promise<Lead> =>
  data(api.POST('/api/sales/leads/{lead_id}/respond', { params: path(id), body: { channel } }));

export const qualify = (id: string): Promise<Lead> =>
  data(api.POST('/api/sales/leads/{lead_id}/qualify', { params: path(id) }));

export const disqualify = (id: string, reason: string): Promise<Lead> =>
  data(api.POST('/api/sales/leads/{lead_id}/disqualify', { params: path(id), body: { reason } }));

export const requalify = (id: string): Promise<Lead> =>
  data(api.POST('/api/sales/leads/{lead_id}/requalify', { params: path(id) }));

export const convertLead = (id: string, body: Conversion): Promise<Lead> =>
  data(api.POST('/api/sales/leads/{lead_id}/convert', { params: path(id), body }));

export async function deleteLead(id: string): Promise<void> {
  await api.DELETE('/api/sales/leads/{lead_id}', { params: path(id) });
}

export const restoreLead = (id: string): Promise<Lead> =>
  data(api.POST('/api/sales/leads/{lead_id}/restore', { params: path(id) }));

export const loadHistory = (id: string, after?: string) =>
  data(
    api.GET('/api/sales/leads/{lead_id}/history', { params: { ...path(id), query: { limit: 50, after } } }),
  );

/** What may be the same, at this moment. */
export const useDuplicates = ({ id, version }: Lead) =>
  useQuery({
    queryKey: [...leadKey(id), 'duplicates', version],
    queryFn: () => data(api.GET('/api/sales/leads/{lead_id}/duplicates', { params: path(id) })),
  });

/** Shows a lead as it is now on its page and in the lists. */
export function useShowSaved(): (saved: Lead) => void {
  const queries = useQueryClient();
  return useCallback(
    (saved: Lead) => {
      queries.setQueryData(leadKey(saved.id), saved);
      putRecord(queries, LEADS.join('.'), saved);
      void queries.invalidateQueries({ queryKey: [...leadKey(saved.id), 'history'] });
    },
    [queries],
  );
}

/** The lists are loaded anew: one came, went, or came back. */
export function useListed(): () => void {
  const queries = useQueryClient();
  return useCallback(() => void queries.invalidateQueries({ queryKey: listKey(LEADS.join('.')) }), [queries]);
}
