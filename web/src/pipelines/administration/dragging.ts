/** Rows of a short list are dragged by their handles. */
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine';
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';

interface Row {
  row: RefObject<HTMLElement | null>;
  handle: RefObject<HTMLElement | null>;
  index: number;
  /** The row of one index is to stand before a gap. */
  onDrop: (from: number, gap: number) => void;
}

/** Above or below the row something is held; null: nothing is. */
export function useDraggedRow({ row, handle, index, onDrop }: Row): 'above' | 'below' | null {
  const [side, setSide] = useState<'above' | 'below' | null>(null);
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const element = row.current;
    if (!element || !handle.current) return undefined;
    const sideAt = (y: number) => {
      const { top, height } = element.getBoundingClientRect();
      return y < top + height / 2 ? 'above' : 'below';
    };
    return combine(
      draggable({ element, dragHandle: handle.current, getInitialData: () => ({ row: index }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data.row === 'number',
        onDrag: ({ location }) => setSide(sideAt(location.current.input.clientY)),
        onDragLeave: () => setSide(null),
        onDrop: ({ source, location }) => {
          setSide(null);
          const below = sideAt(location.current.input.clientY) === 'below';
          drop(source.data.row as number, index + (below ? 1 : 0)); // as: it could be dropped
        },
      }),
    );
  }, [row, handle, index]);
  return side;
}
