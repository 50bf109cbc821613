import { useQueries } from '@tanstack/react-query';
import { referenceQuery } from '../../ui/fields/references';

/** What products are called; those that are not loaded yet, or gone, have no name. */
export function useProductNames(ids: readonly string[]): (id: string) => string {
  return useQueries({
    queries: ids.map((id) => referenceQuery('product', id)),
    combine: (found) => {
      const names = new Map(ids.map((id, at) => [id, found[at]?.data?.name]));
      return (id) => names.get(id) ?? '…';
    },
  });
}
