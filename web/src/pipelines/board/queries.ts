/** The board of a pipeline. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { OPPORTUNITIES } from '../../opportunities/queries';

export type Board = Schemas['sales_Board'];
export type Column = Board['columns'][number];
export type Card = Column['cards'][number];

/** What it is narrowed to. */
export interface Asked {
  filter?: string;
  q?: string;
}

const CARDS = 100; // of each column
const FRESH = 60_000; // ms; what nobody tells of: days in a stage, cards taken out of sight

export const boardKey = (pipelineId: string, asked: Asked) => [...OPPORTUNITIES, 'board', pipelineId, asked];

export const useBoard = (pipelineId: string | undefined, asked: Asked) =>
  useQuery({
    queryKey: boardKey(pipelineId ?? '', asked),
    queryFn: () =>
      data(
        api.GET('/api/sales/pipelines/{pipeline_id}/board', {
          params: { path: { pipeline_id: pipelineId ?? '' }, query: { ...asked, cards: CARDS } },
        }),
      ),
    enabled: pipelineId !== undefined,
    refetchInterval: FRESH,
    placeholderData: keepPreviousData,
  });
