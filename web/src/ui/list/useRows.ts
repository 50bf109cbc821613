import { useVirtualizer, type VirtualItem, type Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { RecordShown } from '../records/description';
import type { Records } from './useRecords';

// The next page is asked for so many rows before the end; of the short first page only once somebody scrolls.
const AHEAD = 60;
const AHEAD_OF_FIRST = 0.4;
const COMING = 12; // grey rows that stand for the next page
const OVERSCAN = 12;
const BELOW = 16; // of a horizontal scrollbar

const scrolled = new Map<string, number>();

export interface Rows {
  items: VirtualItem[];
  height: number;
  virtual: Virtualizer<HTMLDivElement, Element>;
}

/**
 * The rows that are in sight, of however many. Loads ahead of whoever scrolls, starts at the top when something
 * else is asked, and is where one left it when coming back.
 */
export function useRows<R extends RecordShown>(
  scroller: RefObject<HTMLDivElement | null>,
  found: Records<R>,
  asked: string,
  size: number,
  hidden = 0, // pixels at the end of the scroller that something else covers
): Rows {
  const count = found.records.length + (found.more ? COMING : 0);
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by its return value
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => size,
    overscan: OVERSCAN,
    scrollPaddingEnd: hidden + BELOW,
    initialOffset: () => scrolled.get(asked) ?? 0,
  });
  useLoadingAhead(virtual.range?.endIndex ?? 0, found);
  useScrollKept(scroller, virtual, asked);
  return { items: virtual.getVirtualItems(), height: virtual.getTotalSize(), virtual };
}

function useLoadingAhead(last: number, { records, more, old, loadMore }: Records<RecordShown>): void {
  const wanted = more && !old && last >= records.length - Math.min(AHEAD, records.length * AHEAD_OF_FIRST);
  useEffect(() => {
    if (wanted) loadMore();
  }, [wanted, loadMore]);
}

function useScrollKept(
  scroller: RefObject<HTMLDivElement | null>,
  virtual: Virtualizer<HTMLDivElement, Element>,
  asked: string,
): void {
  const before = useRef(asked);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    if (before.current !== asked) element.scrollTo({ top: 0 });
    before.current = asked;
    // What the virtualizer has read already: reading it here again would lay the new rows out at once.
    const keep = () => scrolled.set(asked, virtual.scrollOffset ?? 0);
    element.addEventListener('scroll', keep, { passive: true });
    return () => element.removeEventListener('scroll', keep);
  }, [scroller, virtual, asked]);
}
