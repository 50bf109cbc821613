/** How one and one's team stand, asked anew now and then while it is looked at. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';

export type MyStanding = Schemas['sales_MyStanding'];
export type TeamStanding = Schemas['sales_TeamStanding'];
export type MyDeals = Schemas['sales_MyDeals'];
export type DealFigures = MyDeals | TeamStanding['total'];
export type SellerFigures = Schemas['sales_SellerFigures'];
export type PipelineFigures = Schemas['sales_PipelineFigures'];
export type WonOn = Schemas['sales_WonOn'];
export type Deal = MyDeals['next'][number];
export type Lead = Schemas['sales_MyLeads']['next'][number];
export type Quote = Schemas['sales_MyQuotes']['next'][number];

/** Under the key of deals: a change of one makes it old. */
const STANDING = ['sales', 'opportunities', 'standing'];
/** What was there is shown at once and asked for anew: leads and quotes change it too. */
const FRESH = { staleTime: 0, refetchInterval: 60_000 };

export const useMine = (enabled: boolean) =>
  useQuery({
    queryKey: [...STANDING, 'mine'],
    queryFn: () => data(api.GET('/api/sales/standing/mine')),
    enabled,
    ...FRESH,
  });

export const useTeam = () =>
  useQuery({
    queryKey: [...STANDING, 'team'],
    queryFn: () => data(api.GET('/api/sales/standing/team')),
    ...FRESH,
  });
