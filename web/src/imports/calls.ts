/** What the screens of imports ask of the service in the address; the keys agree with the live stream's. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { useLive } from '../app/live';
import type { Service } from '../ui/operations/services';
import { useService } from './place';

export type Import = Schemas['customer_ImportShown'];
export type ImportDetailed = Schemas['customer_ImportDetailed'];
export type ImportUpdate = Schemas['customer_ImportUpdate'];
export type ImportState = Import['state'];
export type Counts = Import['counts'];
export type Fault = Schemas['customer_FaultShown'];
export type PreviewRow = Schemas['customer_PreviewRow'];
export type SheetShown = Schemas['customer_SheetShown'];

const importsOf = (service: Service) => [service, 'imports'];
/** Of the list of imports, whatever it is asked. */
export const listKey = (service: Service) => [...importsOf(service), 'list'];
const PAGE = 50;
const POLLED_MS = 1_000;
/** While it is paused somebody else may go on with it. */
const PAUSED_MS = 5_000;

export const atWork = (state: ImportState) => state === 'queued' || state === 'running';
export const hasBegun = (state: ImportState) => atWork(state) || state === 'paused';
export const isOpen = (state: ImportState) => state === 'uploaded' || state === 'ready';

const keyOf = (service: Service, id: string) => [...importsOf(service), id];
const at = (id: string) => ({ params: { path: { import_id: id } } });

/** One import; while it is at work its progress comes by itself. */
export function useImport(id: string) {
  const service = useService();
  useLive(service === 'customer' ? [`import:${id}`] : []);
  return useQuery({
    queryKey: keyOf(service, id),
    queryFn: () => data(api.GET(`/api/${service}/imports/{import_id}`, at(id))),
    refetchInterval: ({ state: { data: job } }) =>
      job && hasBegun(job.state) && (job.state === 'paused' ? PAUSED_MS : POLLED_MS),
  });
}

export function useTargets() {
  const service = useService();
  return useQuery({
    queryKey: [...importsOf(service), 'targets'],
    staleTime: 300_000,
    queryFn: () => data(api.GET(`/api/${service}/imports/targets`)),
  });
}

/** The first rows as they would be written; asked anew for each version of what was chosen. */
export function usePreview(job: ImportDetailed, rows: number) {
  const service = useService();
  return useQuery({
    queryKey: [...keyOf(service, job.id), 'preview', job.version, rows],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.GET(`/api/${service}/imports/{import_id}/preview`, {
          params: { path: { import_id: job.id }, query: { rows } },
        }),
      ),
  });
}

/** The sheets of the file, each with the import that reads it. */
export function useSheets({ id, version }: ImportDetailed) {
  const service = useService();
  return useQuery({
    queryKey: [...keyOf(service, id), 'sheets', version],
    staleTime: 0,
    queryFn: () => data(api.GET(`/api/${service}/imports/{import_id}/sheets`, at(id))),
  });
}

export function useFaults(id: string) {
  const service = useService();
  return useInfiniteQuery({
    queryKey: [...keyOf(service, id), 'errors'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      data(
        api.GET(`/api/${service}/imports/{import_id}/errors`, {
          params: {
            path: { import_id: id },
            query: { limit: PAGE, after: pageParam === '' ? undefined : pageParam },
          },
        }),
      ),
    getNextPageParam: (page) => page.next ?? undefined,
  });
}

/** What can be done with an import; each takes the answer in, so that every screen shows it at once. */
export function useImportActs() {
  const queries = useQueryClient();
  const service = useService();
  const take = (job: ImportDetailed) => {
    queries.setQueryData(keyOf(service, job.id), job);
    void queries.invalidateQueries({ queryKey: listKey(service) });
    return job;
  };
  return {
    take,
    choose: async (id: string, body: ImportUpdate) => take(await choose(service, id, body)),
    start: async (id: string) =>
      take(await data(api.POST(`/api/${service}/imports/{import_id}/start`, at(id)))),
    pause: async (id: string) =>
      take(await data(api.POST(`/api/${service}/imports/{import_id}/pause`, at(id)))),
    resume: async (id: string) =>
      take(await data(api.POST(`/api/${service}/imports/{import_id}/resume`, at(id)))),
    /** Another import of the same file. */
    importSheet: async (id: string, sheet: string) =>
      take(
        await data(api.POST(`/api/${service}/imports/{import_id}/sheets`, { ...at(id), body: { sheet } })),
      ),
    cancel: async (id: string) =>
      take(await data(api.POST(`/api/${service}/imports/{import_id}/cancel`, at(id)))),
  };
}

export const choose = (service: Service, id: string, body: ImportUpdate): Promise<ImportDetailed> =>
  data(api.PATCH(`/api/${service}/imports/{import_id}`, { ...at(id), body }));

/** The file as it was uploaded. */
export const uploaded = (service: Service, id: string): Promise<Blob> =>
  data(api.GET(`/api/${service}/imports/{import_id}/file`, { ...at(id), parseAs: 'blob' }));

/** The rows with errors as they stood in the file, to correct and send again. */
export const errorsFile = (service: Service, id: string): Promise<Blob> =>
  data(api.GET(`/api/${service}/imports/{import_id}/errors.csv`, { ...at(id), parseAs: 'blob' }));
