import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { putRecord } from '../ui/list/useRecords';
import type { Customer } from './description';
import { customerKey } from './queries';

/** Shows a customer as it is now wherever it is shown: its page, the lists, its history. */
export function useShowSaved(): (saved: Customer) => void {
  const queries = useQueryClient();
  return useCallback(
    (saved: Customer) => {
      const key = customerKey(saved.id);
      queries.setQueryData(key, saved);
      putRecord(queries, 'customer.customers', saved);
      for (const part of ['history', 'timeline', 'group'])
        void queries.invalidateQueries({ queryKey: [...key, part] });
      queries.removeQueries({ queryKey: ['customer', 'customers', 'name', saved.id] });
    },
    [queries],
  );
}
