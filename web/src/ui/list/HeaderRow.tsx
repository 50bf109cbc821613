import { useState, type PointerEvent } from 'react';
import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../records/description';
import { sortedBy, widthOf, type Widths } from './columns';
import styles from './grid.module.css';
import { cellId } from './Row';

interface Props {
  grid: string;
  columns: readonly FieldDescription[];
  title: string;
  sort: string;
  /** null: rows cannot be picked. */
  picked: 'none' | 'some' | 'all' | null;
  active: number | null;
  widths: Widths;
  onWidth: (name: string, width: number) => void;
}

/** Names of the columns. A click sorts, the edge resizes; with the keyboard it is row -1 of the grid. */
export function HeaderRow({ grid, columns, title, sort, picked, active, widths, onWidth }: Props) {
  const { t } = useTranslation('ui/list');
  return (
    <div role="row" className={`${styles.row} ${styles.head}`} aria-rowindex={1} data-row={-1}>
      {picked !== null && (
        <div role="columnheader" aria-colindex={1} className={styles.pick} data-pick>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={picked === 'all'}
            ref={(box) => {
              if (box) box.indeterminate = picked === 'some';
            }}
            readOnly
            aria-label={t('pickAll')}
          />
        </div>
      )}
      {columns.map((field, column) => (
        <div
          key={field.name}
          role="columnheader"
          id={cellId(grid, -1, column)}
          className={styles.cell}
          aria-colindex={column + (picked === null ? 1 : 2)}
          aria-sort={sortedBy(sort, field)}
          data-column={column}
          data-active={active === column}
          data-kind={field.kind}
          data-sorts={field.sort !== undefined}
          title={t(field.sort ? 'headSorts' : 'head', { field: field.label })}
        >
          <span className={styles.label}>{field.label}</span>
          <SortMark direction={sortedBy(sort, field)} />
          <Edge width={widthOf(field, title, widths)} onWidth={(width) => onWidth(field.name, width)} />
        </div>
      ))}
    </div>
  );
}

function SortMark({ direction }: { direction: ReturnType<typeof sortedBy> }) {
  if (!direction) return null;
  return direction === 'ascending' ? <CaretUpOutlined aria-hidden /> : <CaretDownOutlined aria-hidden />;
}

/** The right edge of a column, to be dragged. */
function Edge({ width, onWidth }: { width: number; onWidth: (width: number) => void }) {
  const [start, setStart] = useState<{ x: number; width: number }>();
  const begin = (event: PointerEvent<HTMLSpanElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setStart({ x: event.clientX, width });
  };
  return (
    <span
      className={styles.edge}
      data-edge
      data-dragged={start !== undefined}
      onPointerDown={begin}
      onPointerMove={(event) => start && onWidth(start.width + event.clientX - start.x)}
      onPointerUp={() => setStart(undefined)}
      onPointerCancel={() => setStart(undefined)}
    />
  );
}
