import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'antd';
import { useSearchParams } from 'react-router';
import { useMe } from '../../session/session';
import type { BulkBar as BulkBarOfRecords } from '../bulk/BulkBar';
import { mayExport } from '../exports/exports';
import { useFormat } from '../format';
import type { ObjectDescription, RecordShown } from '../records/description';
import { EmptyState } from '../states/EmptyState';
import { ErrorState } from '../states/ErrorState';
import { useViews } from '../views/views';
import { ViewTabs } from '../views/ViewTabs';
import type { Shown } from './address';
import { Cards } from './Cards';
import { columnsOf } from './columns';
import { Grid } from './Grid';
import styles from './list.module.css';
import { ListSkeleton } from './ListSkeleton';
import peeking from './peek.module.css';
import { PeekPanel } from './PeekPanel';
import { isPicking, NONE, PICK_ALL, type Picked, type Selection } from './selection';
import { Toolbar } from './Toolbar';
import { useListAddress } from './useListAddress';
import { usePeek, type Peek } from './usePeek';
import { useNarrow } from './useNarrow';
import { useRecords, type Records } from './useRecords';
import { useWidths } from './useWidths';

// lazy forgets that it is generic
const BulkBar = lazy(async () => ({
  default: (await import('../bulk/BulkBar')).BulkBar,
})) as unknown as typeof BulkBarOfRecords;

interface Props<R extends RecordShown> {
  description: ObjectDescription<R>;
  title: string;
  /** What stands here while there are no records at all: teaches what they are. */
  empty: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** The way up, where the list belongs to something. */
  up?: ReactNode;
  /** Below the title: what the records are for, and what concerns all of them. */
  lead?: ReactNode;
  /** It stands in a page that has the heading. */
  part?: boolean;
  /** What can be searched for; false: the list of the API has no free text. */
  search?: string | false;
  /** A record by its id, to be looked at beside the list. */
  peek?: (id: string) => ReactNode;
}

/** The list of an object: saved views, search, filters, columns, rows; what it shows is in the address. */
export function RecordList<R extends RecordShown>(props: Props<R>) {
  const { description, title } = props;
  const views = useViews(description.list);
  const open = useSearchParams()[0].get('view');
  const view = open ? views.data?.find((one) => one.id === open) : undefined;
  const { shown, change, differs } = useListAddress(view);
  const found = useRecords(description, shown, !open || !views.isPending);
  const columns = useColumns(description, shown);
  const asked = JSON.stringify([description.list, shown.filter, shown.q, shown.sort, shown.deleted]);
  const picking = usePicked(description, asked);
  const peek = usePeek();
  const list = (
    <section className={styles.list} aria-label={title}>
      <header className={styles.header}>
        {props.up}
        <div className={styles.heading}>
          {!props.part && <h1>{title}</h1>}
          <div className={styles.actions}>{props.actions}</div>
        </div>
        {props.lead}
      </header>
      <ViewTabs
        {...{ view, shown, differs }}
        list={description.list}
        views={views.data ?? []}
        bin={useBin(description)}
        missing={open !== null && views.data !== undefined && !view}
      />
      <Toolbar
        {...{ description, columns, shown }}
        search={props.search}
        onChange={change}
        total={found.total}
        capped={found.capped}
      />
      <Body {...props} {...{ found, columns, shown, asked, change, picking }} at={props.peek && peek} />
      {found.broken && <Broken onRetry={found.loadMore} />}
      <Picks {...{ description, found, shown, picking }} />
    </section>
  );
  if (!props.peek) return list;
  return (
    <div className={peeking.split}>
      {list}
      {peek.id !== null && (
        <PeekPanel {...{ description, peek }} id={peek.id} records={found.records}>
          {props.peek}
        </PeekPanel>
      )}
    </div>
  );
}

/** The columns, editable only where whoever looks may change records. */
function useColumns<R extends RecordShown>(description: ObjectDescription<R>, { columns, deleted }: Shown) {
  const held = useMe().permissions;
  return useMemo(() => {
    const { fields, title, update, permissions } = description;
    const offered = fields.filter((field) => !field.filterOnly);
    const may =
      !deleted && update !== undefined && permissions.update !== undefined && permissions.update in held;
    const chosen = columnsOf(offered, title, columns);
    return may ? chosen : chosen.map((field) => ({ ...field, editable: false }));
  }, [description, columns, deleted, held]);
}

/** Whether what was deleted can be looked at, to bring it back. */
function useBin<R extends RecordShown>({ bulk, bin, permissions }: ObjectDescription<R>): boolean {
  const held = useMe().permissions;
  return (
    (bulk !== undefined || bin === true) && permissions.delete !== undefined && permissions.delete in held
  );
}

interface Picking {
  /** null: nothing can be done with picked rows. */
  picked: Picked | null;
  pick: (picked: Picked) => void;
}

/** The picked rows; another question starts with none. */
function usePicked<R extends RecordShown>(description: ObjectDescription<R>, asked: string): Picking {
  const held = useMe().permissions;
  const [kept, setKept] = useState({ asked, picked: NONE });
  const pick = (picked: Picked) => setKept({ asked, picked });
  const { bulk, permissions } = description;
  const changed = bulk && permissions.bulk !== undefined && permissions.bulk in held;
  const useful = changed || mayExport(description, held);
  if (!useful) return { picked: null, pick };
  return { picked: kept.asked === asked ? kept.picked : NONE, pick };
}

interface BodyProps<R extends RecordShown> extends Props<R> {
  found: Records<R>;
  columns: ReturnType<typeof useColumns<R>>;
  shown: Shown;
  asked: string;
  change: (change: Partial<Shown>) => void;
  picking: Picking;
  /** Which record is looked at beside the list, where that is possible. */
  at?: Peek;
}

function Body<R extends RecordShown>(props: BodyProps<R>) {
  const { description, title, found, columns, shown, asked, change } = props;
  const { picked, pick } = props.picking;
  const [widths, setWidth] = useWidths(description.list);
  const narrow = useNarrow();
  if (found.error) return <ErrorState error={found.error} retry={found.reload} />;
  if (found.pending) return <ListSkeleton />;
  if (found.records.length === 0) {
    if (shown.filter || shown.q) return <Nothing onClear={() => change({ filter: '', q: '' })} />;
    return shown.deleted ? <NothingDeleted /> : <>{props.empty}</>;
  }
  const rows = { description, columns, found, asked, label: title, picked, onPick: pick };
  if (narrow) return <Cards {...rows} peek={props.at} />;
  return (
    <Grid
      {...rows}
      peek={props.at}
      sort={shown.sort}
      onSort={(sort) => change({ sort })}
      widths={widths}
      onWidth={setWidth}
    />
  );
}

function Nothing({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation('ui/list');
  const button = <Button onClick={onClear}>{t('nothing.clear')}</Button>;
  return <EmptyState title={t('nothing.title')} text={t('nothing.text')} action={button} />;
}

function NothingDeleted() {
  const { t } = useTranslation('ui/list');
  return <EmptyState title={t('nothingDeleted.title')} text={t('nothingDeleted.text')} />;
}

function Broken({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation('ui/list');
  return (
    <div className={styles.broken} role="alert">
      {t('broken')}
      <Button size="small" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  );
}

type PicksProps<R extends RecordShown> = Pick<BodyProps<R>, 'description' | 'found' | 'shown' | 'picking'>;

/** What can be done with the picked rows, above the end of the list. */
function Picks<R extends RecordShown>({ description, found, shown, picking }: PicksProps<R>) {
  const { picked, pick } = picking;
  if (!isPicking(picked)) return null;
  const { total, capped, records } = found;
  const narrowing = { filter: shown.filter || undefined, q: shown.q || undefined };
  const count = total ?? records.length;
  const selection: Selection = picked.all
    ? { kind: 'matching', ...narrowing, count, capped }
    : { kind: 'ids', ids: [...picked.ids] };
  const further = !picked.all && found.more && picked.ids.size >= records.length;
  return (
    <div className={styles.bulk}>
      {further && <PickMatching count={count} capped={capped} onPick={() => pick(PICK_ALL)} />}
      <div className={styles.card}>
        <Suspense>
          <BulkBar
            {...{ description, selection }}
            sort={shown.sort}
            deleted={shown.deleted}
            onDone={() => pick(NONE)}
          />
        </Suspense>
      </div>
    </div>
  );
}

function PickMatching({ count, capped, onPick }: { count: number; capped: boolean; onPick: () => void }) {
  const { t } = useTranslation('ui/list');
  const shown = useFormat().number(count);
  return (
    <Button size="small" type="link" onClick={onPick}>
      {capped ? t('pickMatchingCapped', { shown }) : t('pickMatching', { count, shown })}
    </Button>
  );
}
