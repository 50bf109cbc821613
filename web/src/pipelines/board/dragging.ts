/** Cards are dragged with the pointer: what is dragged, over which gap of which column, and where it falls. */
import {
  draggable,
  dropTargetForElements,
  monitorForElements,
} from '@atlaskit/pragmatic-drag-and-drop/adapter/element-adapter';
import { useEffect, useEffectEvent, useState, type RefObject } from 'react';
import type { End, Target } from './keyboard';

export const ROW = 108; // px: a card and the gap below it

const CARD = 'card';
const idOf = (data: Readonly<Record<string, unknown>>): string | undefined =>
  typeof data[CARD] === 'string' ? data[CARD] : undefined;

/** What can be dragged; null: whoever looks may not move it. */
export function useDraggable(place: RefObject<HTMLElement | null>, id: string | null): boolean {
  const [dragged, setDragged] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element || id === null) return undefined;
    return draggable({
      element,
      getInitialData: () => ({ [CARD]: id }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [place, id]);
  return dragged;
}

/** Over which gap between its cards a column has one; null: over none. */
export function useGap(place: RefObject<HTMLElement | null>, stageId: string, cards: number): number | null {
  const [gap, setGap] = useState<number | null>(null);
  const gapAt = useEffectEvent((element: Element, y: number) => {
    const above = y - element.getBoundingClientRect().top + element.scrollTop;
    return Math.max(0, Math.min(cards, Math.round(above / ROW)));
  });
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const leave = () => setGap(null);
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => idOf(source.data) !== undefined,
      getData: ({ input }) => ({ target: { stageId, index: gapAt(element, input.clientY) } }),
      onDrag: ({ location }) => setGap(gapAt(element, location.current.input.clientY)),
      onDragLeave: leave,
      onDrop: leave,
    });
  }, [place, stageId]);
  return gap;
}

/** Whether a card is held over one of the ends. */
export function useEnd(place: RefObject<HTMLElement | null>, end: End): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const leave = () => setOver(false);
    return dropTargetForElements({
      element,
      canDrop: ({ source }) => idOf(source.data) !== undefined,
      getData: () => ({ target: { end } }),
      onDragEnter: () => setOver(true),
      onDragLeave: leave,
      onDrop: leave,
    });
  }, [place, end]);
  return over;
}

/** Which card is on its way; tells where it falls, as the gap above a card or an end. */
export function useDragged(onDrop: (id: string, target: Target) => void): string | null {
  const [dragged, setDragged] = useState<string | null>(null);
  const drop = useEffectEvent(onDrop);
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => idOf(source.data) !== undefined,
        onDragStart: ({ source }) => setDragged(idOf(source.data) ?? null),
        onDrop: ({ source, location }) => {
          setDragged(null);
          const id = idOf(source.data);
          const target = location.current.dropTargets[0]?.data.target as Target | undefined; // as given above
          if (id && target) drop(id, target);
        },
      }),
    [],
  );
  return dragged;
}
