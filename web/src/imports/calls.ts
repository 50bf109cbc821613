/** What the screens of imports ask of the customer service; the keys agree with the live stream's. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { useLive } from '../app/live';

export type Import = Schemas['customer_ImportShown'];
export type ImportDetailed = Schemas['customer_ImportDetailed'];
export type ImportUpdate = Schemas['customer_ImportUpdate'];
export type ImportState = Import['state'];
export type Counts = Import['counts'];
export type Fault = Schemas['customer_FaultShown'];
export type PreviewRow = Schemas['customer_PreviewRow'];
export type SheetShown = Schemas['customer_SheetShown'];

const IMPORTS = ['customer', 'imports'];
/** Of the list of imports, whatever it is asked. */
export const LIST = [...IMPORTS, 'list'];
const PAGE = 50;
const POLLED_MS = 1_000;
/** While it is paused somebody else may go on with it. */
const PAUSED_MS = 5_000;

export const atWork = (state: ImportState) => state === 'queued' || state === 'running';
export const hasBegun = (state: ImportState) => atWork(state) || state === 'paused';
export const isOpen = (state: ImportState) => state === 'uploaded' || state === 'ready';

const keyOf = (id: string) => [...IMPORTS, id];

/** One import; while it is at work its progress comes by itself. */
export function useImport(id: string) {
  useLive([`import:${id}`]);
  return useQuery({
    queryKey: keyOf(id),
    queryFn: () =>
      data(api.GET('/api/customer/imports/{import_id}', { params: { path: { import_id: id } } })),
    refetchInterval: ({ state: { data: job } }) =>
      job && hasBegun(job.state) && (job.state === 'paused' ? PAUSED_MS : POLLED_MS),
  });
}

export function useTargets() {
  return useQuery({
    queryKey: [...IMPORTS, 'targets'],
    staleTime: 300_000,
    queryFn: () => data(api.GET('/api/customer/imports/targets')),
  });
}

/** The first rows as they would be written; asked anew for each version of what was chosen. */
export function usePreview(job: ImportDetailed, rows: number) {
  return useQuery({
    queryKey: [...keyOf(job.id), 'preview', job.version, rows],
    placeholderData: keepPreviousData,
    queryFn: () =>
      data(
        api.GET('/api/customer/imports/{import_id}/preview', {
          params: { path: { import_id: job.id }, query: { rows } },
        }),
      ),
  });
}

/** The sheets of the file, each with the import that reads it. */
export function useSheets({ id, version }: ImportDetailed) {
  return useQuery({
    queryKey: [...keyOf(id), 'sheets', version],
    staleTime: 0,
    queryFn: () =>
      data(api.GET('/api/customer/imports/{import_id}/sheets', { params: { path: { import_id: id } } })),
  });
}

export function useFaults(id: string) {
  return useInfiniteQuery({
    queryKey: [...keyOf(id), 'errors'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      data(
        api.GET('/api/customer/imports/{import_id}/errors', {
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
  const take = (job: ImportDetailed) => {
    queries.setQueryData(keyOf(job.id), job);
    void queries.invalidateQueries({ queryKey: LIST });
    return job;
  };
  const at = (id: string) => ({ params: { path: { import_id: id } } });
  return {
    take,
    choose: async (id: string, body: ImportUpdate) =>
      take(await data(api.PATCH('/api/customer/imports/{import_id}', { ...at(id), body }))),
    start: async (id: string) =>
      take(await data(api.POST('/api/customer/imports/{import_id}/start', at(id)))),
    pause: async (id: string) =>
      take(await data(api.POST('/api/customer/imports/{import_id}/pause', at(id)))),
    resume: async (id: string) =>
      take(await data(api.POST('/api/customer/imports/{import_id}/resume', at(id)))),
    /** Another import of the same file. */
    importSheet: async (id: string, sheet: string) =>
      take(await data(api.POST('/api/customer/imports/{import_id}/sheets', { ...at(id), body: { sheet } }))),
    cancel: async (id: string) =>
      take(await data(api.POST('/api/customer/imports/{import_id}/cancel', at(id)))),
  };
}

/** The rows with errors as they stood in the file, to correct and send again. */
export function errorsFile(id: string): Promise<Blob> {
  return data(
    api.GET('/api/customer/imports/{import_id}/errors.csv', {
      params: { path: { import_id: id } },
      parseAs: 'blob',
    }),
  );
}
