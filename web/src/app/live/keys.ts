import type { QueryKey } from '@tanstack/react-query';

/** Where the queries of a kind of record stand. */
const KEPT: Readonly<Record<string, QueryKey>> = {
  lead: ['sales', 'leads'],
  opportunity: ['sales', 'opportunities'],
  pipeline: ['sales', 'pipelines'],
  quote: ['sales', 'quotes'],
  contract: ['sales', 'contracts'],
  order: ['sales', 'orders'],
  shipment: ['sales', 'shipments'],
  return: ['sales', 'returns'],
  invoice: ['sales', 'invoices'],
  'credit-note': ['sales', 'invoices'],
  payment: ['sales', 'payments'],
};

/** Where the queries of what is watched stand: `customer:1` → ['customer', 'customers', '1']; without an id all. */
export function queriesOf(watch: string): QueryKey {
  const [thing = '', id] = watch.split(':');
  const all = KEPT[thing] ?? ['customer', `${thing}s`];
  return id === undefined ? all : [...all, id];
}
