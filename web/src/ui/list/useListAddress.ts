import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { differs, ofView, PLAIN, read, write, type Kept, type Shown } from './address';

export interface ListAddress {
  shown: Shown;
  /** `replace` for what is still being typed: one step back leaves it. */
  change: (change: Partial<Shown>, replace?: boolean) => void;
  /** It shows something else than its view keeps. */
  differs: boolean;
}

/** What the list shows, kept in the address above what its view keeps. */
export function useListAddress(view: Kept | undefined): ListAddress {
  const [address, setAddress] = useSearchParams();
  const basis = useMemo(() => (view ? ofView(view) : PLAIN), [view]);
  const shown = useMemo(() => read(address, basis), [address, basis]);
  const change = useCallback(
    (wanted: Partial<Shown>, replace = false) =>
      setAddress((before) => write(before, basis, wanted), { replace }),
    [setAddress, basis],
  );
  return { shown, change, differs: differs(shown, basis) };
}
