import { memo, useLayoutEffect, useRef, type ReactNode } from 'react';
import type { TFunction } from 'i18next';
import { Link } from 'react-router';
import { FieldValue } from '../fields/FieldValue';
import type { FieldDescription, RecordShown } from '../records/description';
import { valueIn } from '../records/values';
import styles from './grid.module.css';

type Say = TFunction<'ui/list'>;

interface Props<R> {
  grid: string;
  /** Asked for once for all rows. */
  t: Say;
  record: R;
  index: number;
  top: number;
  columns: readonly FieldDescription[];
  /** Its page; undefined: its title opens it beside the list. */
  path: string | undefined;
  /** null: rows cannot be picked. */
  picked: boolean | null;
  /** Where the keyboard is, in this row. */
  active: number | null;
  /** It can be looked at beside the list. */
  peeks: boolean;
  /** That is what is happening. */
  peeked: boolean;
  /** The editor, in the column where one is open. */
  editor?: { column: number; content: ReactNode };
}

export const cellId = (grid: string, row: number, column: number): string => `${grid}-${row}-${column}`;

function PlainRow<R extends RecordShown>(props: Props<R>) {
  const { grid, record, index, top, columns, picked, active, editor } = props;
  const first = picked === null ? 1 : 2;
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Tab passes a grid in one step: its arrows lead to the rows, and Enter opens them.
    for (const link of row.current?.querySelectorAll('a') ?? []) link.tabIndex = -1;
  });
  return (
    <div
      ref={row}
      role="row"
      className={styles.row}
      aria-rowindex={index + 2}
      aria-selected={picked ?? undefined}
      data-row={index}
      data-editing={editor !== undefined}
      data-peeked={props.peeked}
      style={{ transform: `translateY(${top}px)` }}
    >
      {picked !== null && <Pick picked={picked} name={nameOf(record, columns)} t={props.t} />}
      {columns.map((field, column) => (
        <div
          key={field.name}
          role="gridcell"
          id={cellId(grid, index, column)}
          className={styles.cell}
          aria-colindex={column + first}
          aria-readonly={!field.editable}
          data-column={column}
          data-active={active === column}
          data-kind={field.kind}
        >
          {editor?.column === column ? editor.content : <Value {...props} field={field} />}
        </div>
      ))}
    </div>
  );
}

/** Drawn anew only when something in it changed: scrolling leaves the rows alone. */
export const Row = memo(PlainRow) as typeof PlainRow; // memo forgets that it is generic

/** What a record is recognised by: what stands in its first column, the title. */
export const nameOf = (record: RecordShown, [title]: readonly FieldDescription[]): string => {
  const name = title && valueIn(record, title);
  return typeof name === 'string' ? name : '';
};

function Value<R extends RecordShown>({
  record,
  field,
  columns,
  path,
  peeks,
  t,
}: Props<R> & { field: FieldDescription }) {
  if (field !== columns[0]) return <FieldValue field={field} value={valueIn(record, field)} short />;
  const name = nameOf(record, columns);
  if (path === undefined) {
    return (
      <button type="button" tabIndex={-1} className={styles.opener} data-peek title={name}>
        {name}
      </button>
    );
  }
  return (
    <>
      <Link to={path} tabIndex={-1} className={styles.title}>
        {name}
      </Link>
      {peeks && <PeekButton name={name} t={t} />}
    </>
  );
}

/** Seen when the pointer is on the row; the keyboard has a key for it. */
function PeekButton({ name, t }: { name: string; t: Say }) {
  const text = t('peek.open', { name });
  return (
    <button type="button" tabIndex={-1} className={styles.peek} data-peek title={text} aria-label={text} />
  );
}

function Pick({ picked, name, t }: { picked: boolean; name: string; t: Say }) {
  return (
    <div role="gridcell" aria-colindex={1} className={styles.pick} data-pick>
      <input type="checkbox" tabIndex={-1} checked={picked} readOnly aria-label={t('pick', { name })} />
    </div>
  );
}

/** A row that is being loaded. */
export function ComingRow({ index, top, columns }: { index: number; top: number; columns: number }) {
  return (
    <div
      role="row"
      className={styles.row}
      aria-rowindex={index + 2}
      aria-busy="true"
      style={{ transform: `translateY(${top}px)` }}
    >
      {Array.from({ length: columns }, (_, column) => (
        <div key={column} role="gridcell" className={styles.cell}>
          <span className={styles.coming} />
        </div>
      ))}
    </div>
  );
}
