/** Acts on many records at once (bulk edits, assignments, imports and their undoing) as the API has them. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { serviceOf, SERVICES, type Service } from './services';

export type OperationShown = Schemas['customer_OperationShown'];
export type Operation = Schemas['customer_OperationDetailed'];
export type Issue = Schemas['customer_IssueShown'];
export type UndoPreview = Schemas['customer_UndoPreview'];

/** One operation: whose it is, and its id. */
export interface Place {
  service: Service;
  id: string;
}

export const placeOf = ({ id, target }: Pick<OperationShown, 'id' | 'target'>): Place => ({
  service: serviceOf(target),
  id,
});

/** Where it is shown. */
export const pageOf = (place: Place) => `/operations?open=${inAddress(place)}`;
export const inAddress = ({ service, id }: Place) => `${service}:${id}`;

/** What the address says is open; undefined for what is no operation. */
export function placeAt(text: string | null): Place | undefined {
  const [name, id] = text?.split(':') ?? [];
  const service = SERVICES.find((one) => one === name);
  return service && id ? { service, id } : undefined;
}

export const operationsOf = (service: Service) => [service, 'operations'];
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

export const load = ({ service, id }: Place): Promise<Operation> =>
  data(api.GET(`/api/${service}/operations/{operation_id}`, path(id)));

export const cancel = ({ service, id }: Place): Promise<Operation> =>
  data(api.POST(`/api/${service}/operations/{operation_id}/cancel`, path(id)));

export const undo = ({ service, id }: Place): Promise<Operation> =>
  data(api.POST(`/api/${service}/operations/{operation_id}/undo`, path(id)));

export const previewUndo = ({ service, id }: Place): Promise<UndoPreview> =>
  data(api.GET(`/api/${service}/operations/{operation_id}/undo`, path(id)));

export async function issuesOf({ service, id }: Place, limit: number, after?: string) {
  const params = { ...path(id).params, query: { limit, after } };
  return data(api.GET(`/api/${service}/operations/{operation_id}/issues`, { params }));
}

/** One operation, asked for again while it is at work. */
export function useOperation(place: Place) {
  return useQuery({
    queryKey: [...operationsOf(place.service), 'one', place.id],
    queryFn: () => load(place),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? POLLED : false),
  });
}
