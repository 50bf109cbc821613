/** Moves on the board: shown at once, put back when refused, undone from their message. */
import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wantedBy } from '../../opportunities/closing/wanted';
import { moveOpportunity, OPPORTUNITIES } from '../../opportunities/queries';
import { useProblemText } from '../../ui/problems';
import type { End } from './keyboard';
import { moved, neighbourAt, placeOf, samePlace, type Place } from './places';
import type { Board, Card } from './queries';

const SHOWN = 6; // seconds in which a move can be undone from its message

/** A move that waits for what its stage asks for. */
export interface Asked {
  card: Card;
  to: Place;
  /** Names of the fields that are empty. */
  wanted: readonly string[];
}

export interface Closing {
  card: Card;
  end: End;
}

export interface Moving {
  /** The sums are of before a move. */
  waiting: boolean;
  move: (card: Card, to: Place) => void;
  close: (card: Card, end: End) => void;
  asked: Asked | null;
  closing: Closing | null;
  /** Nothing is asked any more. */
  settle: () => void;
}

export function useMoving(key: QueryKey): Moving {
  const { t } = useTranslation('pipelines');
  const queries = useQueryClient();
  const { message } = App.useApp();
  const text = useProblemText();
  const [under, setUnder] = useState(0);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [closing, setClosing] = useState<Closing | null>(null);

  const put = (id: string, to: Place) =>
    queries.setQueryData<Board>(key, (board) => board && { ...board, columns: moved(board.columns, id, to) });
  const send = async (card: Card, to: Place, undoable: boolean) => {
    const board = queries.getQueryData<Board>(key);
    const from = board && placeOf(board.columns, card.id);
    if (!from || samePlace(from, to)) return;
    setUnder((before) => before + 1);
    await queries.cancelQueries({ queryKey: key });
    put(card.id, to);
    try {
      const next = neighbourAt(board.columns, card.id, to);
      await moveOpportunity(card.id, { stage_id: to.stageId, ...next });
      if (undoable) offer(card, from, board.columns.find((one) => one.stage_id === to.stageId)?.name);
    } catch (error) {
      put(card.id, from);
      const wanted = wantedBy(error);
      if (wanted.length > 0) setAsked({ card, to, wanted });
      else void message.error(text(error));
    } finally {
      await queries.invalidateQueries({ queryKey: OPPORTUNITIES });
      setUnder((before) => before - 1);
    }
  };
  const offer = (card: Card, from: Place, stage = '') => {
    const undo = () => {
      message.destroy(card.id);
      void send(card, from, false);
    };
    const content = (
      <>
        {t('board.moved', { name: card.name, stage })}{' '}
        <Button type="link" size="small" onClick={undo}>
          {t('board.undo')}
        </Button>
      </>
    );
    void message.success({ key: card.id, duration: SHOWN, content });
  };
  return {
    waiting: under > 0,
    move: (card, to) => void send(card, to, true),
    close: (card, end) => setClosing({ card, end }),
    asked,
    closing,
    settle: () => {
      setAsked(null);
      setClosing(null);
    },
  };
}
