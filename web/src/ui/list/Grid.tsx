import { useEffect, useId, useRef, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveRows } from '../../app/live';
import type { RecordShown } from '../records/description';
import { widthOf } from './columns';
import styles from './grid.module.css';
import { HeaderRow } from './HeaderRow';
import type { Spot } from './keyboard';
import { cellId, ComingRow, Row } from './Row';
import { isPicked, isPicking, type Picked } from './selection';
import { useCellEditing } from './useCellEditing';
import { useGrid, type GridProps } from './useGrid';
import { useMayEdit } from './useMayEdit';
import type { Records } from './useRecords';
import { useRows } from './useRows';

const SIZE = 36;
const PICK = 40;
const BAR = 72; // of bulk actions, as in grid.module.css

interface Props<R extends RecordShown> extends Omit<GridProps<R>, 'records'> {
  found: Records<R>;
  label: string;
  /** What was asked for, as one text: when it changes, the list starts at its top. */
  asked: string;
}

/** Records as rows of a table (ARIA grid) of which only those in sight exist. */
export function Grid<R extends RecordShown>({ found, label, asked, ...props }: Props<R>) {
  const { description, columns, picked } = props;
  const { t } = useTranslation('ui/list');
  const grid = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const picking = isPicking(picked);
  const rows = useRows(scroller, found, asked, SIZE, SIZE + (picking ? BAR : 0));
  useLiveRows(
    description.name,
    rows.items.map(({ index }) => found.records[index]),
  );
  const follow = ({ row, column }: Spot) => {
    if (row >= 0) rows.virtual.scrollToIndex(row);
    document
      .getElementById(cellId(grid, row, column))
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  };
  const page = () => Math.floor((scroller.current?.clientHeight ?? 0) / SIZE) - 2;
  const hands = useGrid(
    { ...props, records: found.records },
    { page, follow, mayEdit: useMayEdit(description) },
  );
  const { peeked } = hands;
  useEffect(() => {
    if (peeked >= 0) rows.virtual.scrollToIndex(peeked);
  }, [peeked, rows.virtual]);
  const leave = () => {
    hands.stopEditing();
    root.current?.focus({ preventScroll: true });
  };
  const { editorOf, dialog } = useCellEditing(description, columns, hands.editing, leave);
  const { row, column } = hands.active;
  return (
    <div ref={scroller} className={styles.scroller} style={layout(props, picked !== null)}>
      <span id={`${grid}-keys`} className="unseen">
        {t('keys')}
      </span>
      <div
        ref={root}
        role="grid"
        className={styles.grid}
        tabIndex={0}
        aria-label={label}
        aria-describedby={`${grid}-keys`}
        aria-rowcount={found.total === undefined || found.capped ? -1 : found.total + 1}
        aria-colcount={columns.length + (picked ? 1 : 0)}
        aria-multiselectable={picked !== null}
        aria-activedescendant={cellId(grid, row, column)}
        aria-busy={found.old}
        data-old={found.old}
        data-picking={picking}
        onKeyDown={hands.press}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()} // picks rows, not their text
        onClick={hands.click}
        onDoubleClick={hands.clickTwice}
      >
        <HeaderRow
          {...props}
          grid={grid}
          title={description.title}
          picked={picked && pickedOf(picked, found.records)}
          active={row === -1 ? column : null}
        />
        <div className={styles.rows} style={{ height: rows.height }}>
          {rows.items.map(({ index, start }) => {
            const record = found.records[index];
            if (!record) {
              return <ComingRow key={index} index={index} top={start} columns={columns.length + 1} />;
            }
            return (
              <Row
                key={record.id}
                {...{ grid, t, record, index, columns }}
                top={start}
                path={description.path?.(record)}
                picked={picked && isPicked(picked, record.id)}
                active={row === index ? column : null}
                peeks={props.peek !== undefined}
                peeked={peeked === index}
                editor={editorOf(record)}
              />
            );
          })}
        </div>
      </div>
      {dialog}
    </div>
  );
}

function layout<R extends RecordShown>(
  { columns, description, widths }: Pick<GridProps<R>, 'columns' | 'description' | 'widths'>,
  picks: boolean,
): CSSProperties {
  const [first = 0, ...others] = columns.map((field) => widthOf(field, description.title, widths));
  const pinned = picks ? PICK : 0;
  const tracks = [...(picks ? [PICK] : []), first, ...others].map((width) => `${width}px`).join(' ');
  return {
    '--columns': `${tracks} minmax(0, 1fr)`,
    '--pinned': `${pinned}px`,
    scrollPadding: `${SIZE}px 0 0 ${pinned + first}px`,
  } as CSSProperties; // custom properties are no keys that React's types know
}

function pickedOf(picked: Picked, records: readonly RecordShown[]): 'none' | 'some' | 'all' {
  if (picked.all || (records.length > 0 && records.every((one) => picked.ids.has(one.id)))) return 'all';
  return picked.ids.size > 0 ? 'some' : 'none';
}
