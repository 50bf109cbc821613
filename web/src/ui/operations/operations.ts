/** Acts on many records at once (bulk edits, assignments, imports and their undoing) as the API has them. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';

export type OperationShown = Schemas['customer_OperationShown'];
export type Operation = Schemas['customer_OperationDetailed'];
export type Issue = Schemas['customer_IssueShown'];
export type UndoPreview = Schemas['customer_UndoPreview'];

export const OPERATIONS = ['customer', 'operations'];
export const POLLED = 1000;

export const isAtWork = ({ state }: Pick<OperationShown, 'state'>): boolean =>
  state === 'queued' || state === 'running';

/** It changed something, and nobody has taken that back. */
export const isUndoable = (operation: OperationShown): boolean =>
  !isAtWork(operation) &&
  operation.undone_by_id === null &&
  Object.entries(operation.counts).some(([outcome, count]) => DONE.has(outcome) && count > 0);

const DONE = new Set(['changed', 'removed', 'created', 'updated']);

/** 0 to 100. */
export const percentOf = ({ done, total }: Pick<OperationShown, 'done' | 'total'>): number =>
  total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;

const path = (id: string) => ({ params: { path: { operation_id: id } } });

export const load = (id: string): Promise<Operation> =>
  data(api.GET('/api/customer/operations/{operation_id}', path(id)));

export const cancel = (id: string): Promise<Operation> =>
  data(api.POST('/api/customer/operations/{operation_id}/cancel', path(id)));

export const undo = (id: string): Promise<Operation> =>
  data(api.POST('/api/customer/operations/{operation_id}/undo', path(id)));

export const previewUndo = (id: string): Promise<UndoPreview> =>
  data(api.GET('/api/customer/operations/{operation_id}/undo', path(id)));

export async function issuesOf(id: string, limit: number, after?: string) {
  const params = { ...path(id).params, query: { limit, after } };
  return data(api.GET('/api/customer/operations/{operation_id}/issues', { params }));
}

/** One operation, asked for again while it is at work; none where there is no id. */
export function useOperation(id: string | null | undefined) {
  return useQuery({
    queryKey: [...OPERATIONS, 'one', id],
    queryFn: () => load(id ?? ''),
    enabled: Boolean(id),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? POLLED : false),
  });
}
