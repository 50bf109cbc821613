/** Rules are dragged with the pointer onto the place of another one. */
import { draggable, dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';

const RULE = 'rule';

interface Dragging {
  /** It is being dragged. */
  dragged: boolean;
  /** Another one is held over it. */
  over: boolean;
}

export function useDragging(
  place: RefObject<HTMLElement | null>,
  id: string,
  onDrop: (dropped: string) => void,
): Dragging {
  const [dragging, setDragging] = useState<Dragging>({ dragged: false, over: false });
  const drop = useEffectEvent(onDrop);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const lets = [
      draggable({
        element,
        getInitialData: () => ({ [RULE]: id }),
        onDragStart: () => setDragging({ dragged: true, over: false }),
        onDrop: () => setDragging({ dragged: false, over: false }),
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => typeof source.data[RULE] === 'string' && source.data[RULE] !== id,
        onDragEnter: () => setDragging((now) => ({ ...now, over: true })),
        onDragLeave: () => setDragging((now) => ({ ...now, over: false })),
        onDrop: ({ source }) => {
          setDragging((now) => ({ ...now, over: false }));
          if (typeof source.data[RULE] === 'string') drop(source.data[RULE]);
        },
      }),
    ];
    return () => lets.forEach((end) => end());
  }, [place, id]);
  return dragging;
}
