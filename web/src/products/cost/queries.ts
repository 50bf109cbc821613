import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { usePaused } from '../../ui/fields/references';
import { PRICING } from '../queries';
import type { Asked, Chosen } from './asked';

export type Priced = Schemas['sales_PricesRead'];
export type Line = Schemas['sales_LinePriced'];

const PAUSE = 150; // ms of no typing

const pairs = (chosen: Chosen | null) =>
  chosen && Object.entries(chosen).map(([product_id, quantity]) => ({ product_id, quantity }));

/** How the options stand after a choice. */
export function useConfigured(productId: string, chosen: Chosen | null, enabled: boolean) {
  return useQuery({
    queryKey: [...PRICING, 'configured', productId, chosen],
    queryFn: () =>
      data(
        api.POST('/api/sales/products/{product_id}/configure', {
          params: { path: { product_id: productId } },
          body: { chosen: pairs(chosen) },
        }),
      ),
    enabled,
    placeholderData: keepPreviousData,
  });
}

/** What it costs, asked when typing pauses. */
export function usePriced(productId: string, asked: Asked) {
  const line: Schemas['sales_LineWanted'] = {
    product_id: productId,
    quantity: asked.quantity || '1',
    months: asked.months === '' ? null : Number(asked.months),
    discount_percent: asked.discount === '' ? '0' : asked.discount,
    chosen: pairs(asked.options),
  };
  const now = JSON.stringify([asked.customer, asked.currency, line]);
  const paused = usePaused(now, PAUSE);
  const [customer, currency, wanted] = JSON.parse(paused) as [string, string, typeof line]; // as written above
  const found = useQuery({
    queryKey: [...PRICING, 'priced', paused],
    queryFn: () => {
      const body = { customer_id: customer || null, currency, lines: [wanted] };
      return data(api.POST('/api/sales/pricing', { body }));
    },
    enabled: currency !== '',
    placeholderData: keepPreviousData,
    retry: false,
  });
  return { ...found, old: now !== paused || found.isPlaceholderData };
}
