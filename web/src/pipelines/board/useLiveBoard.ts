/** The board as colleagues change it: loaded anew when they do, but not under a card that is on its way. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { onNews, useLive } from '../../app/live';
import type { News } from '../../app/live/news';
import { OPPORTUNITIES } from '../../opportunities/queries';
import { cardOf } from './places';
import type { Board } from './queries';

const SOON = 100; // ms in which several changes come together
const APART = 1000; // ms between two loads, however much changes

/** Whether the board is old by what happened elsewhere. */
export function isOld(board: Pick<Board, 'pipeline_id' | 'columns'>, news: News): boolean {
  const watch = `pipeline:${board.pipeline_id}`;
  if (news.event === 'reset') return news.watch?.includes(watch) ?? false;
  if (news.event !== 'record') return false;
  const card = cardOf(board.columns, news.id);
  return card ? card.version < news.version : news.watch === watch;
}

export function useLiveBoard(board: Board, busy: boolean): void {
  const queries = useQueryClient();
  const [old, setOld] = useState(false);
  const loaded = useRef(0);
  const { pipeline_id: id } = board;
  useLive([`pipeline:${id}`]);
  const hear = useEffectEvent((news: News) => {
    if (isOld(board, news)) setOld(true);
  });
  useEffect(() => onNews((news) => hear(news)), []);
  useEffect(() => {
    if (!old || busy) return undefined;
    const wait = Math.max(SOON, loaded.current + APART - Date.now());
    const timer = setTimeout(() => {
      loaded.current = Date.now();
      setOld(false);
      void queries.invalidateQueries({ queryKey: [...OPPORTUNITIES, 'board', id] });
    }, wait);
    return () => clearTimeout(timer);
  }, [old, busy, id, queries]);
}
