import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, data } from '../../api/client';
import { usePaused } from '../../ui/fields/references';
import type { Values } from '../../ui/records/RecordForm';
import type { Customer } from '../description';
import { termsOf } from './terms';

const FEW = 5;
const PAUSE = 350;

export interface Found {
  customer: Customer;
  /** What it was found by. */
  terms: string[];
}

/** Customers that look like these values, those that most speaks for first; undefined while it is looked up. */
export function useAlike(values: Values, except?: string): Found[] | undefined {
  const typed = useMemo(() => JSON.stringify(termsOf(values)), [values]);
  const terms = JSON.parse(usePaused(typed, PAUSE)) as string[]; // as: it was written a line above
  const answers = useQueries({
    queries: terms.map((q) => ({
      queryKey: ['customer', 'customers', 'alike', q],
      queryFn: () => data(api.GET('/api/customer/customers', { params: { query: { q, limit: FEW + 1 } } })),
    })),
  });
  const found = new Map<string, Found>();
  answers.forEach((answer, index) => {
    for (const customer of answer.data?.items ?? []) {
      const known = found.get(customer.id) ?? { customer, terms: [] };
      found.set(customer.id, { customer, terms: [...known.terms, terms[index] ?? ''] });
    }
  });
  if (except !== undefined) found.delete(except);
  if (found.size === 0 && answers.some((one) => one.isPending)) return undefined;
  return [...found.values()].sort((a, b) => b.terms.length - a.terms.length).slice(0, FEW);
}
