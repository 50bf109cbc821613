/** Long work of one's own that has not ended. */
import { useQuery } from '@tanstack/react-query';
import { api, data } from '../api/client';
import { operationsOf } from '../ui/operations/operations';
import { useServices, type Service } from '../ui/operations/services';

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

export function useOpenImports(service: Service) {
  const enabled = useServices('import').includes(service);
  return useQuery({
    queryKey: [service, 'imports', 'open'],
    queryFn: () =>
      data(api.GET(`/api/${service}/imports`, { params: { query: { limit: SHOWN, filter: OPEN } } })),
    enabled,
    refetchInterval: whileAtWork,
  });
}

export function useRunningOperations(service: Service) {
  const enabled = useServices('bulk_update').includes(service);
  return useQuery({
    queryKey: [...operationsOf(service), 'running'],
    queryFn: () =>
      data(api.GET(`/api/${service}/operations`, { params: { query: { limit: SHOWN, filter: RUNNING } } })),
    enabled,
    refetchInterval: whileAtWork,
  });
}
