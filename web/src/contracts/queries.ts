/** Contracts from the service, and what a change of one makes old. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api, data, type Schemas } from '../api/client';
import { givenOf, type Given } from '../lines/given';
import { listKey, putRecord } from '../ui/list/useRecords';
import type { ListQuery } from '../ui/records/description';

/** As lists show it. */
export type Listed = Schemas['sales_ContractListed'];
export type Contract = Schemas['sales_ContractRead'];

export const CONTRACTS = ['sales', 'contracts'];
export const contractKey = (id: string) => [...CONTRACTS, id];

const path = (id: string) => ({ path: { contract_id: id } });

export const useContract = (id: string) =>
  useQuery({
    queryKey: contractKey(id),
    queryFn: () => data(api.GET('/api/sales/contracts/{contract_id}', { params: path(id) })),
  });

export const loadContracts = (query: ListQuery) =>
  data(api.GET('/api/sales/contracts', { params: { query } }));

export const ofOne = (field: 'quote_id' | 'customer_id', id: string) =>
  JSON.stringify({ field, op: 'eq', value: id });

/** Contracts of a quote or a customer, the newest first. */
export const useContractsOf = (field: 'quote_id' | 'customer_id', id: string, reads: boolean) =>
  useQuery({
    queryKey: [...CONTRACTS, 'of', field, id],
    queryFn: () => loadContracts({ limit: 5, filter: ofOne(field, id) }),
    enabled: reads,
  });

export const createContract = (body: Schemas['sales_ContractCreate']): Promise<Contract> =>
  data(api.POST('/api/sales/contracts', { body }));

export const contractOfQuote = (id: string, body: Schemas['sales_ContractOfQuote']): Promise<Contract> =>
  data(api.POST('/api/sales/quotes/{quote_id}/contract', { params: { path: { quote_id: id } }, body }));

/** What is never null: editors say null of what was emptied. */
const EMPTY: Readonly<Record<string, unknown>> = { title: '', terms: '', notice_days: 0 };

export function updateContract(
  { id, version }: Pick<Listed, 'id' | 'version'>,
  changes: Record<string, unknown>,
): Promise<Contract> {
  const params = { ...path(id), header: { 'if-match': `"${version}"` } };
  const written = Object.entries(changes).map(([name, value]) => {
    if (name === 'lines') return [name, (value as Given[]).map(givenOf)]; // as: of its field
    return [name, value ?? EMPTY[name] ?? null];
  });
  const body = Object.fromEntries(written) as Schemas['sales_ContractUpdate']; // as: of its fields
  return data(api.PATCH('/api/sales/contracts/{contract_id}', { params, body }));
}

export const assignContract = (id: string, body: Schemas['sales_Assignment']): Promise<Contract> =>
  data(api.POST('/api/sales/contracts/{contract_id}/assign', { params: path(id), body }));

export const signContract = (id: string, body: Schemas['sales_Signing']): Promise<Contract> =>
  data(api.POST('/api/sales/contracts/{contract_id}/activate', { params: path(id), body }));

export const terminateContract = (id: string, body: Schemas['sales_Notice']): Promise<Contract> =>
  data(api.POST('/api/sales/contracts/{contract_id}/terminate', { params: path(id), body }));

export async function deleteContract(id: string): Promise<void> {
  await api.DELETE('/api/sales/contracts/{contract_id}', { params: path(id) });
}

export const restoreContract = (id: string): Promise<Contract> =>
  data(api.POST('/api/sales/contracts/{contract_id}/restore', { params: path(id) }));

export const loadHistory = (id: string, after?: string) =>
  data(
    api.GET('/api/sales/contracts/{contract_id}/history', {
      params: { ...path(id), query: { limit: 50, after } },
    }),
  );

/** Shows a contract as it is now on its page and in the lists. */
export function useShowSaved(): (saved: Contract) => void {
  const queries = useQueryClient();
  return useCallback(
    (saved: Contract) => {
      queries.setQueryData(contractKey(saved.id), saved);
      putRecord(queries, CONTRACTS.join('.'), saved);
      void queries.invalidateQueries({ queryKey: [...contractKey(saved.id), 'history'] });
    },
    [queries],
  );
}

/** The lists are loaded anew. */
export function useListed(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    for (const queryKey of [listKey(CONTRACTS.join('.')), [...CONTRACTS, 'of']])
      void queries.invalidateQueries({ queryKey });
  }, [queries]);
}
