/** Opportunities from the service, and what a change of one makes old. */
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, data, type Schemas } from '../api/client';
import { moneyOf } from '../ui/fields/values';
import { givenOf, type Line } from '../lines/given';
import { putRecord } from '../ui/list/useRecords';

type Full = Schemas['sales_OpportunityFull'];

/** Its page knows its lines and people, lists do not. */
export type Opportunity = Schemas['sales_OpportunityRead'] &
  Partial<Pick<Full, 'description' | 'contacts' | 'lines' | 'products' | 'rate'>>;
export type Role = Schemas['sales_OpportunityContact'];
export type Visit = Schemas['sales_VisitRead'];

export const OPPORTUNITIES = ['sales', 'opportunities'];
export const opportunityKey = (id: string) => [...OPPORTUNITIES, id];

const path = (id: string) => ({ path: { opportunity_id: id } });

export const loadOpportunity = (id: string): Promise<Opportunity> =>
  data(api.GET('/api/sales/opportunities/{opportunity_id}', { params: path(id) }));

export const useOpportunity = (id: string) =>
  useQuery({ queryKey: opportunityKey(id), queryFn: () => loadOpportunity(id) });

/** An amount goes with its currency; one from a history knows none, which stays then. Lines go as they were given. */
export function sent({ lines, ...changes }: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const given = Array.isArray(lines) ? { lines: (lines as Line[]).map(givenOf) } : {};
  if (!('amount' in changes)) return { ...changes, ...given };
  const money = moneyOf(changes.amount);
  const amount = money
    ? { amount: money.amount, currency: money.currency }
    : { amount: changes.amount ?? null };
  return { ...changes, ...amount, ...given };
}

export const createOpportunity = (values: Record<string, unknown>): Promise<Opportunity> =>
  // as: from the form, which has these fields
  data(api.POST('/api/sales/opportunities', { body: sent(values) as Schemas['sales_OpportunityCreate'] }));

export function updateOpportunity(
  record: Pick<Opportunity, 'id' | 'version'>,
  changes: Record<string, unknown>,
): Promise<Opportunity> {
  const params = { ...path(record.id), header: { 'if-match': `"${record.version}"` } };
  return data(api.PATCH('/api/sales/opportunities/{opportunity_id}', { params, body: sent(changes) }));
}

export const moveOpportunity = (id: string, body: Schemas['sales_Move']): Promise<Opportunity> =>
  data(api.POST('/api/sales/opportunities/{opportunity_id}/move', { params: path(id), body }));

export const assignOpportunity = (id: string, body: Schemas['sales_Assignment']): Promise<Opportunity> =>
  data(api.POST('/api/sales/opportunities/{opportunity_id}/assign', { params: path(id), body }));

/** How likely somebody thinks it is; null: the stage says it. */
export const judge = (id: string, probability: number | null): Promise<Opportunity> =>
  probability === null
    ? data(api.DELETE('/api/sales/opportunities/{opportunity_id}/probability', { params: path(id) }))
    : data(
        api.PUT('/api/sales/opportunities/{opportunity_id}/probability', {
          params: path(id),
          body: { probability },
        }),
      );

/** What came of it: an order, where there was something to order. */
export const winOpportunity = (id: string, body: Schemas['sales_Win']) =>
  data(api.POST('/api/sales/opportunities/{opportunity_id}/win', { params: path(id), body }));

/** What was won without an order gets one after all. */
export const orderOpportunity = (id: string) =>
  data(
    api.POST('/api/sales/opportunities/{opportunity_id}/order', {
      params: path(id),
      body: { confirm: false },
    }),
  );

export const loseOpportunity = (id: string, body: Schemas['sales_Losing']): Promise<Opportunity> =>
  data(api.POST('/api/sales/opportunities/{opportunity_id}/lose', { params: path(id), body }));

export const reopenOpportunity = (id: string): Promise<Opportunity> =>
  data(api.POST('/api/sales/opportunities/{opportunity_id}/reopen', { params: path(id), body: {} }));

export async function deleteOpportunity(id: string): Promise<void> {
  await api.DELETE('/api/sales/opportunities/{opportunity_id}', { params: path(id) });
}

export const restoreOpportunity = (id: string): Promise<Opportunity> =>
  data(api.POST('/api/sales/opportunities/{opportunity_id}/restore', { params: path(id) }));

export const loadVisits = (id: string) =>
  data(api.GET('/api/sales/opportunities/{opportunity_id}/stages', { params: path(id) }));

export const loadHistory = (id: string, after?: string) =>
  data(
    api.GET('/api/sales/opportunities/{opportunity_id}/history', {
      params: { ...path(id), query: { limit: 50, after } },
    }),
  );

/** What a deal's change makes old: its page has it already, boards, lists and figures ask anew. */
export function showSaved(queries: QueryClient, saved: Opportunity): void {
  queries.setQueryData(opportunityKey(saved.id), saved);
  putRecord(queries, OPPORTUNITIES.join('.'), saved);
  const own = ({ queryKey }: { queryKey: readonly unknown[] }) =>
    queryKey.length === 3 && queryKey[2] === saved.id;
  void queries.invalidateQueries({ queryKey: OPPORTUNITIES, predicate: (query) => !own(query) });
}

export function useShowSaved(): (saved: Opportunity) => void {
  const queries = useQueryClient();
  return useCallback((saved: Opportunity) => showSaved(queries, saved), [queries]);
}
