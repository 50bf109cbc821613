/** Single parameters of the address: filters, tabs, what is open. */
import { useSearchParams } from 'react-router';

/** What the address says under these names, and how to change it; an empty value leaves it. */
export function useAddress<N extends string>(
  ...names: readonly N[]
): [Readonly<Record<N, string>>, (change: Partial<Record<N, string>>) => void] {
  const [params, setParams] = useSearchParams();
  // as: the entries are of exactly these names
  const values = Object.fromEntries(names.map((name) => [name, params.get(name) ?? ''])) as Record<N, string>;
  const change = (changed: Partial<Record<N, string>>) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries<string | undefined>(changed)) {
        if (value) next.set(name, value);
        else next.delete(name);
      }
      return next;
    });
  return [values, change];
}
