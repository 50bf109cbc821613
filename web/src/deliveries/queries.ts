/** The ledger of messages, providers and addresses that nothing is sent to. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../api/client';
import type { ListQuery } from '../ui/records/description';

/** As lists show it. */
export type Listed = Schemas['notifications_DeliveryRead'];
export type Delivery = Schemas['notifications_DeliveryWhole'];
export type Step = Schemas['notifications_StepRead'];
export type Explained = Schemas['notifications_Explained'];
export type Provider = Schemas['notifications_ProviderRead'];
export type Addressed = Schemas['notifications_Addressed'];
export type Suppression = Schemas['notifications_SuppressionRead'];

export const DELIVERIES = ['notifications', 'deliveries'];
export const deliveryKey = (id: string) => [...DELIVERIES, id];
const PROVIDERS = ['notifications', 'providers'];
const SOON = 10_000; // ms

const path = (id: string) => ({ path: { delivery_id: id } });

export const loadDeliveries = (query: ListQuery) =>
  data(api.GET('/api/notifications/deliveries', { params: { query } }));

const MOVING: ReadonlySet<string> = new Set(['queued', 'claimed', 'handed_over']);

/** One message with its life; what is on its way is looked at again. */
export const useDelivery = (id: string) =>
  useQuery({
    queryKey: deliveryKey(id),
    queryFn: () => data(api.GET('/api/notifications/deliveries/{delivery_id}', { params: path(id) })),
    refetchInterval: ({ state }) => (MOVING.has(state.data?.state ?? '') ? SOON : false),
  });

export const settle = (id: string, arrived: boolean): Promise<Listed> =>
  data(
    api.POST('/api/notifications/deliveries/{delivery_id}/settle', { params: path(id), body: { arrived } }),
  );

export type Thing = 'user' | 'contact' | 'customer';

export const useWhy = (thing: Thing, recipient: string, topic: string) =>
  useQuery({
    queryKey: [...DELIVERIES, 'why', thing, recipient, topic],
    queryFn: () =>
      data(
        api.GET('/api/notifications/deliveries/why', {
          params: { query: { thing, recipient, topic: topic || undefined } },
        }),
      ),
    enabled: recipient !== '',
  });

export const useTopics = () =>
  useQuery({
    queryKey: ['notifications', 'topics'],
    queryFn: () => data(api.GET('/api/notifications/topics')),
    staleTime: Infinity,
  });

export const useProviders = () =>
  useQuery({
    queryKey: PROVIDERS,
    queryFn: () => data(api.GET('/api/notifications/providers')),
    refetchInterval: SOON,
  });

export const checkAddress = (body: Addressed): Promise<Suppression> =>
  data(api.POST('/api/notifications/suppressions/check', { body }));

export const liftAddress = (body: Addressed) => api.POST('/api/notifications/suppressions/lift', { body });

export const suppressAddress = (body: Addressed) =>
  api.POST('/api/notifications/suppressions', { body: { ...body, detail: '' } });
