/** Long work of one's own that has not ended. */
import { useQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import { OPERATIONS } from '../ui/operations/operations';

const SHOWN = 5;
const POLLED = 2000;

const condition = (states: readonly string[]) =>
  JSON.stringify({
    all: [
      { field: 'requested_by', op: 'eq', value: 'me' },
      { field: 'state', op: 'in', value: states },
    ],
  });
const OPEN = condition(['uploaded', 'ready', 'queued', 'running', 'paused']);
const RUNNING = condition(['queued', 'running']);
const atWork = (one: { state: string }) => one.state === 'queued' || one.state === 'running';

interface Found {
  state: { data?: { items: { state: string }[] } };
}
const whileAtWork = ({ state }: Found) => (state.data?.items.some(atWork) ? POLLED : false);

export function useOpenImports(enabled: boolean) {
  return useQuery({
    queryKey: ['customer', 'imports', 'open'],
    queryFn: () =>
      data(api.GET('/api/customer/imports', { params: { query: { limit: SHOWN, filter: OPEN } } })),
    enabled,
    refetchInterval: whileAtWork,
  });
}

export function useRunningOperations(enabled: boolean) {
  return useQuery({
    queryKey: [...OPERATIONS, 'running'],
    queryFn: () =>
      data(api.GET('/api/customer/operations', { params: { query: { limit: SHOWN, filter: RUNNING } } })),
    enabled,
    refetchInterval: whileAtWork,
  });
}
