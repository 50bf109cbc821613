/** Pipelines from the service: few, known whole. */
import { useQuery } from '@tanstack/react-query';
import { every } from '../administration/shared/every';
import type { Changes } from '../administration/shared/useEdit';
import { api, data, type Schemas } from '../api/client';

export type StageGiven = Schemas['sales_StageGiven'];
/** One that is kept, and so has an id. */
export type Stage = StageGiven & { id: string };
export type Pipeline = Omit<Schemas['sales_PipelineRead'], 'stages'> & { stages: Stage[] };

export const PIPELINES = ['sales', 'pipelines'];

/** What a stage can ask for before a deal enters it. */
export const REQUIRED = [
  'amount',
  'lines',
  'contacts',
  'competitors',
  'expected_close_on',
  'next_step',
  'next_step_on',
  'source',
  'description',
] as const;

const path = (id: string) => ({ path: { pipeline_id: id } });

export const usePipelines = () =>
  useQuery({
    queryKey: [...PIPELINES, 'all'],
    staleTime: 300_000,
    queryFn: async () =>
      // as: what is kept has ids
      (await every((query) => data(api.GET('/api/sales/pipelines', { params: { query } })))) as Pipeline[],
  });

const kept = async (answer: Promise<{ data?: Schemas['sales_PipelineRead'] }>) =>
  (await data(answer)) as Pipeline;

export const loadPipeline = (id: string) =>
  kept(api.GET('/api/sales/pipelines/{pipeline_id}', { params: path(id) }));

export const createPipeline = (body: Schemas['sales_PipelineCreate']) =>
  kept(api.POST('/api/sales/pipelines', { body }));

export const updatePipeline = (id: string, version: number, changes: Changes) =>
  kept(
    api.PATCH('/api/sales/pipelines/{pipeline_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body: changes, // from the form, which has these fields
    }),
  );

export const deletePipeline = (id: string) =>
  api.DELETE('/api/sales/pipelines/{pipeline_id}', { params: path(id) });
