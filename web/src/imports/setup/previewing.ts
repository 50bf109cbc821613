/** How a preview is laid out: which columns it has, and where each error stands. */
import type { Fault, ImportDetailed, PreviewRow } from '../calls';
import { columnsByField } from '../mapping';

export interface Column {
  field: string;
  /** The column of the file; none for a value that all rows get. */
  header: string | undefined;
}

/** The fields that are written, in the order of the file, then those that all rows get. */
export function columnsOf(job: Pick<ImportDetailed, 'layout' | 'sheet' | 'mapping' | 'options'>): Column[] {
  const headers = job.layout.sheets.find((one) => one.name === job.sheet)?.headers ?? [];
  const first = columnsByField(
    Object.fromEntries(headers.map((header) => [header, job.mapping[header] ?? null])),
  );
  const mapped = [...first].map(([field, header]) => ({ field, header }));
  const given = Object.keys(job.options.defaults ?? {}).filter((field) => !first.has(field));
  return [...mapped, ...given.map((field) => ({ field, header: undefined }))];
}

/** The errors of a row by field; those that belong to no column shown are the row's own. */
export function faultsOf(row: PreviewRow, columns: readonly Column[]): ReadonlyMap<string | null, Fault[]> {
  const shown = new Set(columns.map((column) => column.field));
  const found = new Map<string | null, Fault[]>();
  for (const fault of row.errors) {
    const place = fault.field !== null && shown.has(fault.field) ? fault.field : null;
    found.set(place, [...(found.get(place) ?? []), fault]);
  }
  return found;
}
