/** What an opportunity is to the screens: fields, list, what may be changed (services/sales/sales/opportunities). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../api/client';
import { usePipelines } from '../pipelines/queries';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { Amount } from './Amount';
import { opportunitiesBulk } from './bulk';
import { OPPORTUNITIES, updateOpportunity, type Opportunity } from './queries';
import { REASONS, STATUSES } from './reasons';

type Field = Exclude<
  keyof Opportunity,
  | ('id' | 'version' | 'customer_name' | 'lines' | 'contacts' | 'products' | 'rate' | 'currency')
  | ('probability_by_hand' | 'lead_id' | 'deleted_at')
>;
type Described = Omit<FieldDescription, 'name' | 'label'> & { name: Field | 'rotting' };

/** Everything but the texts; in the order in which forms and pages show it. */
const FIELDS: readonly Described[] = [
  {
    name: 'name',
    kind: 'text',
    filter: { field: 'name', kind: 'text', filled: true },
    sort: 'name',
    editable: true,
    required: true,
    width: 240,
    initially: true,
  },
  {
    name: 'customer_id',
    kind: 'customer',
    filter: { field: 'customer_id', kind: 'reference', filled: true },
    editable: true,
    required: true,
    width: 200,
    initially: true,
  },
  {
    name: 'pipeline_id',
    kind: 'choice',
    filter: { field: 'pipeline_id', kind: 'reference', filled: true },
    width: 120,
  },
  {
    name: 'stage_id',
    kind: 'choice',
    filter: { field: 'stage_id', kind: 'reference', filled: true },
    width: 120,
    initially: true,
  },
  {
    name: 'status',
    kind: 'choice',
    filter: { field: 'status', kind: 'choice', filled: true },
    width: 90,
    initially: true,
  },
  { name: 'amount', kind: 'money', drawn: { Value: Amount }, editable: true, width: 140, initially: true },
  {
    name: 'base_amount',
    kind: 'money',
    filter: { field: 'base_amount', kind: 'number' },
    sort: 'base_amount',
    width: 150,
  },
  { name: 'probability', kind: 'number', width: 90 },
  { name: 'weighted_amount', kind: 'money', width: 140 },
  {
    name: 'expected_close_on',
    kind: 'date',
    filter: { field: 'expected_close_on', kind: 'date' },
    sort: 'expected_close_on',
    editable: true,
    bulk: true,
    width: 120,
    initially: true,
  },
  {
    name: 'owner_id',
    kind: 'person',
    filter: { field: 'owner_id', kind: 'reference' },
    width: 110,
    initially: true,
  },
  { name: 'team_id', kind: 'team', filter: { field: 'team_id', kind: 'reference' }, width: 110 },
  { name: 'next_step', kind: 'text', editable: true, bulk: true, width: 220, initially: true },
  {
    name: 'next_step_on',
    kind: 'date',
    filter: { field: 'next_step_on', kind: 'date' },
    sort: 'next_step_on',
    editable: true,
    bulk: true,
    width: 120,
  },
  {
    name: 'competitors',
    kind: 'texts',
    filter: { field: 'competitors', kind: 'tags' },
    editable: true,
    width: 160,
  },
  {
    name: 'source',
    kind: 'text',
    filter: { field: 'source', kind: 'text' },
    editable: true,
    bulk: true,
    width: 120,
  },
  { name: 'description', kind: 'longText', editable: true, width: 240 },
  { name: 'number', kind: 'text', sort: 'number', width: 120 },
  { name: 'stage_since', kind: 'moment', width: 130 },
  { name: 'rots_at', kind: 'moment', width: 130 },
  {
    name: 'rotting',
    kind: 'flag',
    filter: { field: 'rotting', kind: 'boolean', filled: true },
    filterOnly: true,
  },
  {
    name: 'push_count',
    kind: 'number',
    filter: { field: 'push_count', kind: 'number', filled: true },
    width: 90,
  },
  {
    name: 'closed_at',
    kind: 'moment',
    filter: { field: 'closed_at', kind: 'moment' },
    sort: 'closed_at',
    width: 130,
  },
  { name: 'reason', kind: 'choice', filter: { field: 'reason', kind: 'choice' }, width: 120 },
  { name: 'reason_note', kind: 'longText', width: 200 },
  { name: 'created_at', kind: 'moment', width: 130 },
  {
    name: 'updated_at',
    kind: 'moment',
    filter: { field: 'updated_at', kind: 'moment', filled: true },
    sort: 'updated_at',
    width: 130,
  },
  { name: 'external_ids', kind: 'texts', width: 180 },
];

const GROUPS: Partial<Record<Described['name'], 'next' | 'more' | 'end'>> = {
  expected_close_on: 'next',
  next_step: 'next',
  next_step_on: 'next',
  push_count: 'next',
  competitors: 'more',
  source: 'more',
  description: 'more',
  closed_at: 'end',
  reason: 'end',
  reason_note: 'end',
  created_at: 'more',
  updated_at: 'more',
  external_ids: 'more',
};

export function useOpportunityDescription(): ObjectDescription<Opportunity> {
  const { t } = useTranslation('opportunities');
  const pipelines = usePipelines().data;
  return useMemo(() => {
    const several = (pipelines?.length ?? 0) > 1;
    const choices: Partial<Record<Described['name'], FieldDescription['choices']>> = {
      status: STATUSES.map((value) => ({ value, label: t(`status.${value}`) })),
      reason: REASONS.map((value) => ({ value, label: t(`reasons.${value}`) })),
      pipeline_id: pipelines?.map(({ id, name }) => ({ value: id, label: name })),
      stage_id: pipelines?.flatMap(({ name, stages }) =>
        stages.map((one) => ({ value: one.id, label: several ? `${one.name} · ${name}` : one.name })),
      ),
    };
    const unknown = pipelines ? t('stageGone') : '…';
    const fields = FIELDS.map((field): FieldDescription => ({
      ...field,
      label: t(`fields.${field.name}`),
      group: t(`groups.${GROUPS[field.name] ?? 'deal'}`),
      choices: field.kind === 'choice' ? (choices[field.name] ?? []) : undefined,
      unknown: field.name === 'stage_id' || field.name === 'pipeline_id' ? unknown : undefined,
    }));
    return {
      name: 'opportunity',
      list: OPPORTUNITIES.join('.'),
      title: 'name',
      fields,
      path: (record) => `/opportunities/${record.id}`,
      load: (query) => data(api.GET('/api/sales/opportunities', { params: { query } })),
      update: updateOpportunity,
      bin: true,
      bulk: opportunitiesBulk,
      permissions: {
        create: 'opportunity.create',
        update: 'opportunity.update',
        delete: 'opportunity.delete',
        bulk: 'opportunity.bulk_update',
      },
    };
  }, [t, pipelines]);
}
