import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLiveRows } from '../../app/live';
import { FieldValue } from '../fields/FieldValue';
import { isEmpty } from '../fields/values';
import type { FieldDescription, FieldKind, ObjectDescription, RecordShown } from '../records/description';
import { valueIn } from '../records/values';
import styles from './cards.module.css';
import { nameOf } from './Row';
import { isPicked, isPicking, toggle, type Picked } from './selection';
import type { Peek } from './usePeek';
import type { Records } from './useRecords';
import { useRows } from './useRows';

const SIZE = 64;
const MOST = 3; // values that a second line has room for
const BARE = new Set<FieldKind>(['number', 'flag']); // say nothing without their name

interface Props<R extends RecordShown> {
  description: ObjectDescription<R>;
  columns: readonly FieldDescription[];
  found: Records<R>;
  label: string;
  asked: string;
  picked: Picked | null;
  onPick: (picked: Picked) => void;
  /** Records can be looked at beside the list. */
  peek?: Peek;
}

/** Rows on a phone: the title, and below it the first values that there are. */
export function Cards<R extends RecordShown>(props: Props<R>) {
  const { description, columns, found, picked } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRows(scroller, found, props.asked, SIZE);
  useLiveRows(
    description.name,
    rows.items.map(({ index }) => found.records[index]),
  );
  const turn = (index: number) => {
    if (picked)
      props.onPick(
        toggle(
          picked,
          index,
          found.records.map((one) => one.id),
        ),
      );
  };
  return (
    <div ref={scroller} className={styles.scroller} data-old={found.old} data-picking={isPicking(picked)}>
      <ul className={styles.cards} aria-label={props.label} style={{ height: rows.height }}>
        {rows.items.map(({ index, start }) => {
          const record = found.records[index];
          const style = { transform: `translateY(${start}px)` };
          if (!record) return <li key={index} className={styles.card} style={style} aria-busy="true" />;
          return (
            <li key={record.id} className={styles.card} style={style}>
              {picked && (
                <Pick
                  picked={isPicked(picked, record.id)}
                  name={nameOf(record, columns)}
                  onTurn={() => turn(index)}
                />
              )}
              <Card {...props} record={record} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Card<R extends RecordShown>({ description, columns, peek, record }: Props<R> & { record: R }) {
  const second = columns
    .filter((field) => field.name !== description.title && !isEmpty(valueIn(record, field)))
    .slice(0, MOST);
  return (
    <div className={styles.lines}>
      {description.path ? (
        <Link to={description.path(record)} className={styles.title}>
          {nameOf(record, columns)}
        </Link>
      ) : (
        <button type="button" className={styles.title} onClick={() => peek?.open(record.id)}>
          {nameOf(record, columns)}
        </button>
      )}
      <span className={styles.values}>
        {second.map((field) => (
          <span key={field.name} data-kind={field.kind} title={field.label}>
            {BARE.has(field.kind) && `${field.label}\u00a0`}
            <FieldValue field={field} value={valueIn(record, field)} short />
          </span>
        ))}
      </span>
    </div>
  );
}

function Pick({ picked, name, onTurn }: { picked: boolean; name: string; onTurn: () => void }) {
  const { t } = useTranslation('ui/list');
  return (
    <label className={styles.pick}>
      <input type="checkbox" checked={picked} onChange={onTurn} aria-label={t('pick', { name })} />
    </label>
  );
}
