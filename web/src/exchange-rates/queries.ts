/** What currencies are worth in that of the organisation. */
import { api, data, type Schemas } from '../api/client';

export type Rate = Schemas['sales_ExchangeRateRead'];

export const RATES = ['sales', 'exchange-rates'];

export function loadRates(currency: string, after?: string) {
  const filter = currency ? JSON.stringify({ field: 'currency', op: 'eq', value: currency }) : undefined;
  return data(api.GET('/api/sales/exchange-rates', { params: { query: { filter, after, limit: 100 } } }));
}

export interface Given {
  currency: string;
  starts_on: string;
  rate: string;
}

const path = ({ currency, starts_on }: Pick<Given, 'currency' | 'starts_on'>) => ({
  path: { currency, starts_on },
});

export const putRate = ({ rate, ...day }: Given) =>
  data(api.PUT('/api/sales/exchange-rates/{currency}/{starts_on}', { params: path(day), body: { rate } }));

export const deleteRate = (rate: Rate) =>
  api.DELETE('/api/sales/exchange-rates/{currency}/{starts_on}', { params: path(rate) });
