/** What an import is to the list of imports; it is read only. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { useFormat, type Format } from '../ui/format';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import type { Service } from '../ui/operations/services';
import type { Counts, Import, ImportState } from './calls';
import { useFieldNames } from './fields/fieldNames';
import { pageOf } from './place';

const STATES: Readonly<Record<ImportState, string | undefined>> = {
  uploaded: undefined,
  ready: undefined,
  queued: 'var(--accent)',
  running: 'var(--accent)',
  paused: 'var(--warning)',
  done: 'var(--success)',
  failed: 'var(--danger)',
  cancelled: undefined,
};
const TARGETS: Record<Service, readonly string[]> = {
  customer: ['customers', 'contacts', 'interactions', 'opportunities'],
  sales: ['leads', 'opportunities'],
};
const COUNTS = ['created', 'updated', 'skipped', 'failed'] as const satisfies readonly (keyof Counts)[];

// The list shows nothing but imports, so `record` is one.
const count = (name: keyof Counts) => (record: object) => (record as Import).counts[name];

/** How far it is, once it has begun. */
const progressOf = ({ started_at, progress }: Import, format: Format) =>
  started_at === null ? null : format.percent(progress);

export function useImportDescription(service: Service): ObjectDescription<Import> {
  const { t } = useTranslation('imports');
  const names = useFieldNames();
  const format = useFormat();
  return useMemo(() => {
    const states = Object.entries(STATES).map(([value, colour]) => ({
      value,
      label: t(`states.${value as ImportState}`), // the keys of STATES
      colour,
    }));
    const fields: FieldDescription[] = [
      { name: 'file_name', label: t('list.file'), kind: 'text', width: 220, initially: true },
      {
        name: 'target',
        label: t('list.target'),
        kind: 'choice',
        choices: TARGETS[service].map((value) => ({ value, label: names.target(value) })),
        filter: { field: 'target', kind: 'choice' },
        width: 120,
        initially: true,
      },
      {
        name: 'state',
        label: t('list.state'),
        kind: 'choice',
        choices: states,
        filter: { field: 'state', kind: 'choice', filled: true },
        width: 150,
        initially: true,
      },
      {
        name: 'progress',
        label: t('list.progress'),
        kind: 'text',
        read: (record) => progressOf(record as Import, format),
        width: 96,
        initially: true,
      },
      ...COUNTS.map((name): FieldDescription => ({
        name,
        label: t(`counts.${name}`),
        kind: 'number',
        read: count(name),
        width: 100,
        initially: true,
      })),
      {
        name: 'requested_by',
        label: t('list.by'),
        kind: 'person',
        filter: { field: 'requested_by', kind: 'reference', filled: true },
        width: 140,
        initially: true,
      },
      {
        name: 'created_at',
        label: t('list.when'),
        kind: 'moment',
        filter: { field: 'created_at', kind: 'moment', filled: true },
        sort: 'created_at',
        width: 120,
        initially: true,
      },
      { name: 'sheet', label: t('file.sheets'), kind: 'text', width: 160 },
      { name: 'finished_at', label: t('list.ended'), kind: 'moment', width: 140 },
    ];
    return {
      name: 'import',
      list: `${service}.imports`,
      fields,
      title: 'file_name',
      path: ({ id }) => pageOf(service, id),
      load: ({ limit, after, sort, filter, total }) =>
        data(
          api.GET(`/api/${service}/imports`, { params: { query: { limit, after, sort, filter, total } } }),
        ),
      permissions: {},
    };
  }, [t, names, format, service]);
}
