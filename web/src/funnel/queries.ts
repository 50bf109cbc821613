/** How deals fare from stage to stage. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import { OPPORTUNITIES } from '../opportunities/queries';

export type Funnel = Schemas['sales_Funnel'];
export type FunnelStage = Funnel['stages'][number];

/** Which deals are looked at; what is empty is everything. */
export interface Asked {
  since: string;
  until: string;
  owner: string;
  product: string;
}

export function useFunnel(pipelineId: string | undefined, { since, until, owner, product }: Asked) {
  const query = {
    since: since || undefined,
    until: until || undefined,
    owner_id: owner || undefined,
    product_id: product || undefined,
  };
  return useQuery({
    queryKey: [...OPPORTUNITIES, 'funnel', pipelineId, query],
    queryFn: () =>
      data(
        api.GET('/api/sales/pipelines/{pipeline_id}/funnel', {
          params: { path: { pipeline_id: pipelineId ?? '' }, query },
        }),
      ),
    enabled: pipelineId !== undefined,
    placeholderData: keepPreviousData,
  });
}
