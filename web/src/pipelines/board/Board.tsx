import { useCallback, useMemo, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay, useMe } from '../../session/session';
import type { Peek } from '../../ui/list/usePeek';
import { useReaches } from '../../ui/records/may';
import { dayOf } from '../../ui/moments';
import styles from './board.module.css';
import { Column } from './Column';
import { useDragged } from './dragging';
import { Ends } from './Ends';
import { actOf, shownWith, type Lifted, type Target } from './keyboard';
import { cardOf, fallenInto, placeOf } from './places';
import type { Board as BoardRead, Card } from './queries';
import { useLiveBoard } from './useLiveBoard';
import type { Moving } from './useMoving';

interface Props {
  board: BoardRead;
  pipelineId: string;
  moving: Moving;
  peek: Peek;
  /** It is being loaded. */
  loading: boolean;
}

/** The columns; cards are moved with the pointer and by keyboard alike. */
export function Board({ board, pipelineId, moving, peek, loading }: Props) {
  const { t } = useTranslation('pipelines');
  const me = useMe();
  const reaches = useReaches();
  const creates = useMay('opportunity.create');
  const mayMove = useCallback((card: Card) => reaches('opportunity.update', card), [reaches]);
  const drop = (id: string, target: Target) => {
    const card = cardOf(board.columns, id);
    if (!card) return;
    if ('end' in target) moving.close(card, target.end);
    else moving.move(card, target);
  };
  const dragged = useDragged((id, target) =>
    drop(id, 'end' in target ? target : fallenInto(board.columns, id, target)),
  );
  const keys = useKeys(board, peek, mayMove, drop);
  const { lifted, focus, byKeyboard } = keys;
  useLiveBoard(board, loading || moving.waiting || dragged !== null || lifted !== null);
  const columns = shownWith(board.columns, lifted);
  const first = columns.find((one) => one.cards.length > 0)?.cards[0]?.id;
  const tabbable = focus !== null && cardOf(columns, focus) ? focus : first;
  const today = useMemo(() => dayOf(new Date(), me.time_zone), [me.time_zone]);
  const { open } = peek;
  const onPeek = useCallback((id: string) => open(id), [open]);
  return (
    <>
      <p id="board-keys" className="unseen">
        {t('board.keys')}
      </p>
      <div className={styles.columns} onKeyDown={keys.press} onFocus={keys.come}>
        {columns.map((column) => {
          const holds = (id: string | undefined) =>
            column.cards.some((one) => one.id === id) ? id : undefined;
          return (
            <Column
              key={column.stage_id}
              {...{ column, today, mayMove, onPeek }}
              old={moving.waiting || lifted !== null}
              tabbable={holds(tabbable)}
              active={byKeyboard ? holds(tabbable) : undefined}
              lifted={holds(lifted?.id)}
              peeked={holds(peek.id ?? undefined)}
              addTo={creates ? pipelineId : undefined}
            />
          );
        })}
      </div>
      {(dragged !== null || lifted !== null) && <Ends lifted={lifted} />}
      <Told columns={columns} lifted={lifted} />
    </>
  );
}

/** What the keyboard is on and what it carries. */
function useKeys(
  board: BoardRead,
  peek: Peek,
  mayMove: (card: Card) => boolean,
  drop: (id: string, target: Target) => void,
) {
  const navigate = useNavigate();
  const [focus, setFocus] = useState<string | null>(null);
  const [byKeyboard, setByKeyboard] = useState(false);
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const idAt = (target: EventTarget) => (target instanceof HTMLElement ? target.dataset.card : undefined);
  const press = (event: KeyboardEvent) => {
    const id = idAt(event.target);
    if (id === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actOf(board.columns, id, lifted, event.key);
    const card = cardOf(board.columns, id);
    if (!act || !card) return;
    event.preventDefault();
    setByKeyboard(true);
    setFocus(act.does === 'walk' ? act.id : id);
    if (act.does === 'walk' && peek.id !== null) peek.open(act.id);
    if (act.does === 'open') void navigate(`/opportunities/${act.id}`);
    if (act.does === 'peek') peek.open(act.id);
    if (act.does === 'carry') setLifted(act.lifted);
    if (act.does === 'lift' && mayMove(card)) setLifted(act.lifted);
    if (act.does === 'putBack' || act.does === 'drop') setLifted(null);
    if (act.does === 'drop') drop(act.lifted.id, act.lifted.at);
  };
  const come = (event: FocusEvent) => {
    const id = idAt(event.target);
    if (id === undefined || id === focus) return;
    setFocus(id);
    setByKeyboard(false);
    setLifted(null);
  };
  return { focus, byKeyboard, lifted, press, come };
}

/** Says to those who do not see it where a lifted card is. */
function Told({ columns, lifted }: { columns: BoardRead['columns']; lifted: Lifted | null }) {
  const { t } = useTranslation('pipelines');
  const text = () => {
    if (!lifted) return '';
    if ('end' in lifted.at) return t(`ends.${lifted.at.end}`);
    const at = placeOf(columns, lifted.id);
    const column = columns.find((one) => one.stage_id === at?.stageId);
    return at && column
      ? t('board.at', { stage: column.name, place: at.index + 1, of: column.cards.length })
      : '';
  };
  return (
    <p className="unseen" role="status">
      {text()}
    </p>
  );
}
