import type { QueryKey } from '@tanstack/react-query';

/** Where the queries of what is watched stand: `customer:1` → ['customer', 'customers', '1']; without an id all. */
export function queriesOf(watch: string): QueryKey {
  const [thing = '', id] = watch.split(':');
  return id === undefined ? ['customer', `${thing}s`] : ['customer', `${thing}s`, id];
}
