import { createContext, use, useCallback } from 'react';
import { useSearchParams } from 'react-router';

export interface Peek {
  /** The record that is open beside the list; null: none is. */
  id: string | null;
  open: (id: string) => void;
  close: () => void;
}

/** A record beside its list, kept in the address. From one to the next is no step for the back button. */
export function usePeek(): Peek {
  const [address, setAddress] = useSearchParams();
  const id = address.get('peek');
  const put = useCallback(
    (next: string | null, replace: boolean) =>
      setAddress((before) => peekAt(before, next), { replace, flushSync: true }), // a key held down goes on from it
    [setAddress],
  );
  return { id, open: (next) => put(next, id !== null), close: () => put(null, true) };
}

/** The address with this record beside the list. The open tab stays from one record to the next. */
export function peekAt(address: URLSearchParams, id: string | null): URLSearchParams {
  const next = new URLSearchParams(address);
  if (id !== null) next.set('peek', id);
  else for (const name of ['peek', 'tab']) next.delete(name);
  return next;
}

/** Below it stands a record that is looked at beside a list; what goes on from there when the record goes. */
export const LeavePeek = createContext<(() => void) | null>(null);

/** null: the record stands on its own page. */
export const useLeavePeek = () => use(LeavePeek);
