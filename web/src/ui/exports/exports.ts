/** Files of lists, made by the service that has the list; two services make them, in the same words. */
import { api, data, type Schemas } from '../../api/client';
import type { ObjectDescription, RecordShown } from '../records/description';

export type Export = Schemas['customer_ExportShown'];
export type ExportTarget = Schemas['customer_ExportedShown'];
export type ExportBody = Schemas['customer_ExportCreate'];

export interface ExportDoor {
  targets: () => Promise<ExportTarget[]>;
  begin: (body: ExportBody) => Promise<Export>;
  load: (id: string) => Promise<Export>;
  /** Where the file is. */
  file: (id: string) => string;
}

const path = (id: string) => ({ params: { path: { export_id: id } } });

const DOORS: Record<string, ExportDoor> = {
  customer: {
    targets: () => data(api.GET('/api/customer/exports/targets')),
    begin: (body) => data(api.POST('/api/customer/exports', { body })),
    load: (id) => data(api.GET('/api/customer/exports/{export_id}', path(id))),
    file: (id) => `/api/customer/exports/${id}/file`,
  },
  identity: {
    targets: () => data(api.GET('/api/identity/exports/targets')),
    begin: (body) => data(api.POST('/api/identity/exports', { body })),
    load: (id) => data(api.GET('/api/identity/exports/{export_id}', path(id))),
    file: (id) => `/api/identity/exports/${id}/file`,
  },
};

/** A list's service, and what that calls it: `customer.customers`. */
export function exportOf(list: string): { door: ExportDoor; target: string } | undefined {
  const [service = '', target = ''] = list.split('.');
  const door = DOORS[service];
  return door && { door, target };
}

/** Whether somebody who holds these permissions may take the records of a list with them. */
export const mayExport = (
  { list, permissions }: Pick<ObjectDescription<RecordShown>, 'list' | 'permissions'>,
  held: object,
): boolean => permissions.export !== undefined && permissions.export in held && exportOf(list) !== undefined;

export const isBeingMade = ({ state }: Export): boolean => state === 'queued' || state === 'running';

/** What the list shows, or the rows that are picked in it, as an export takes it. */
export interface Shown {
  filter?: string;
  q?: string;
  sort?: string;
  ids?: readonly string[];
}

export function asked({ filter, q, sort, ids }: Shown): Pick<ExportBody, 'filter' | 'q' | 'sort' | 'ids'> {
  return {
    ...(filter && { filter: JSON.parse(filter) as Record<string, unknown> }), // the list wrote it
    ...(q && { q }),
    ...(sort && { sort }),
    ...(ids && { ids: [...ids] }),
  };
}
