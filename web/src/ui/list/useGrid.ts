import { useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useNavigate } from 'react-router';
import type { FieldDescription, ObjectDescription, RecordShown } from '../records/description';
import { bounded, nextSort, widthOf, type Widths } from './columns';
import { move, within, type Spot } from './keyboard';
import type { Peek } from './usePeek';
import { extend, isPicked, NONE, PICK_ALL, pickLoaded, toggle, type Picked } from './selection';

const STEP = 16; // pixels by which a key makes a column wider

export interface GridProps<R extends RecordShown> {
  description: ObjectDescription<R>;
  /** The first is the title; editable only where whoever looks may edit. */
  columns: readonly FieldDescription[];
  records: readonly R[];
  sort: string;
  onSort: (sort: string) => void;
  widths: Widths;
  onWidth: (name: string, width: number) => void;
  /** null: rows cannot be picked. */
  picked: Picked | null;
  onPick: (picked: Picked) => void;
  /** Records can be looked at beside the list. */
  peek?: Peek;
}

export interface Editing<R> {
  /** As it stood when the editor was opened: what others save meanwhile is met, not overwritten. */
  record: R;
  column: number;
}

interface Ways<R> {
  /** Rows that are seen at once. */
  page: () => number;
  /** Brings a spot into sight. */
  follow: (to: Spot) => void;
  /** Whether this record may be changed. */
  mayEdit: (record: R) => boolean;
}

/** What the pointer and the keys do in a grid. The focus stays on the grid itself: rows come and go below it. */
export function useGrid<R extends RecordShown>(props: GridProps<R>, { page, follow, mayEdit }: Ways<R>) {
  const { description, columns, records } = props;
  const navigate = useNavigate();
  const [active, setActive] = useState<Spot>({ row: 0, column: 0 });
  const [editing, setEditing] = useState<Editing<R> | null>(null);
  const extent = { rows: records.length, columns: columns.length };
  const { peek } = props;
  const peeked = peek?.id ? records.findIndex((one) => one.id === peek.id) : -1;
  const at = within(peeked >= 0 && active.row >= 0 ? { ...active, row: peeked } : active, extent);

  /** What is looked at beside the list goes along. */
  const stand = (to: Spot) => {
    setActive(to);
    const record = records[to.row];
    if (peek?.id && record && record.id !== peek.id) peek.open(record.id);
  };
  const go = (to: Spot) => {
    stand(to);
    follow(to);
  };
  const look = (row: number): boolean => {
    const record = records[row];
    if (!peek || !record) return false;
    setActive({ ...at, row });
    peek.open(record.id);
    return true;
  };
  const edit = ({ row, column }: Spot) => {
    const record = records[row];
    if (record && columns[column]?.editable && mayEdit(record)) setEditing({ record, column });
  };
  const sortBy = (column: number) => {
    const by = columns[column]?.sort;
    if (by !== undefined) props.onSort(nextSort(props.sort, by));
  };
  const open = () => {
    const record = records[at.row];
    if (!record) sortBy(at.column);
    else if (description.path) void navigate(description.path(record));
    else look(at.row);
  };
  const resize = (by: number) => {
    const field = columns[at.column];
    if (field) props.onWidth(field.name, bounded(widthOf(field, description.title, props.widths) + by));
  };
  const picking = usePicking(props);
  const press = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return; // an editor inside has its own keys
    if (!act(event)) return;
    event.preventDefault();
  };
  const act = (event: KeyboardEvent): boolean => {
    if (event.altKey) return at.row === -1 && resizing(event.key, resize);
    const to = move(at, event, { ...extent, page: page() });
    if (to) {
      if (event.shiftKey && to.row !== at.row && to.row >= 0) picking.range(at.row, to.row);
      go(to);
    } else if (event.key === 'Enter') open();
    else if (event.key === 'p' && !event.ctrlKey && !event.metaKey) return look(at.row);
    else if (event.key === 'Escape' && peek?.id) peek.close();
    else if (event.key === 'F2' || (event.key === 'e' && !event.ctrlKey && !event.metaKey)) edit(at);
    else return picking.press(event, at.row);
    return true;
  };
  const click = (event: MouseEvent) => {
    const spot = spotOf(event.target);
    if (!spot) return;
    if (spot.pick) picking.click(spot.row, event.shiftKey);
    else if (spot.peek) {
      if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus(); // the arrows lead on
      look(spot.row);
    } else if (spot.row === -1 && !spot.edge) sortBy(spot.column);
    else stand(spot);
  };
  const clickTwice = (event: MouseEvent) => {
    const spot = spotOf(event.target);
    if (spot && !spot.pick) edit(spot);
  };
  return { active: at, peeked, editing, stopEditing: () => setEditing(null), press, click, clickTwice };
}

function resizing(key: string, resize: (by: number) => void): boolean {
  if (key === 'ArrowLeft') resize(-STEP);
  else if (key === 'ArrowRight') resize(STEP);
  else return false;
  return true;
}

/** What of the picked rows changes; nothing where rows cannot be picked. */
function usePicking<R extends RecordShown>({ records, picked, onPick }: GridProps<R>) {
  const ids = () => records.map((one) => one.id);
  const click = (row: number, ranged: boolean) => {
    if (!picked) return;
    if (row === -1) onPick(picked.all || picked.ids.size > 0 ? NONE : pickLoaded(ids()));
    else onPick(ranged ? extend(picked, row, ids()) : toggle(picked, row, ids()));
  };
  const range = (from: number, to: number) => {
    if (!picked) return;
    const id = records[from]?.id;
    const start = id !== undefined && !isPicked(picked, id) ? toggle(picked, from, ids()) : picked;
    onPick(extend({ ...start, anchor: start.anchor ?? from }, to, ids()));
  };
  const press = (event: KeyboardEvent, row: number): boolean => {
    if (!picked) return false;
    if (event.key === ' ') click(row, event.shiftKey);
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onPick(PICK_ALL);
    else if (event.key === 'Escape') onPick(NONE);
    else return false;
    return true;
  };
  return { click, range, press };
}

interface Place extends Spot {
  /** The box to pick the row. */
  pick: boolean;
  /** What opens the record beside the list. */
  peek: boolean;
  /** The edge of a column. */
  edge: boolean;
}

function spotOf(target: EventTarget): Place | undefined {
  if (!(target instanceof Element)) return undefined;
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row;
  if (row === undefined) return undefined;
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column;
  const pick = target.closest('[data-pick]') !== null;
  if (column === undefined && !pick) return undefined;
  const edge = target.closest('[data-edge]') !== null;
  const peek = target.closest('[data-peek]') !== null;
  return { row: Number(row), column: Number(column ?? 0), pick, peek, edge };
}
