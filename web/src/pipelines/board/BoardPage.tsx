import { Select, Skeleton } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useOpportunityDescription } from '../../opportunities/description';
import { FilterBar } from '../../ui/filters/FilterBar';
import { readCondition, writeCondition } from '../../ui/filters/condition';
import { NewButton } from '../../ui/list/NewButton';
import peeking from '../../ui/list/peek.module.css';
import { PeekPanel } from '../../ui/list/PeekPanel';
import { SearchBox } from '../../ui/list/SearchBox';
import { useListAddress } from '../../ui/list/useListAddress';
import { usePeek } from '../../ui/list/usePeek';
import { ErrorState } from '../../ui/states/ErrorState';
import { FirstPipeline } from '../FirstPipeline';
import { usePipelines, type Pipeline } from '../queries';
import { Board } from './Board';
import styles from './board.module.css';
import { boardKey, useBoard, type Asked } from './queries';
import { ShapeSwitch } from './ShapeSwitch';
import { useMoving, type Moving } from './useMoving';

const OpportunityRecord = lazy(async () => ({
  default: (await import('../../opportunities/OpportunityPage')).OpportunityRecord,
}));
const AskDialog = lazy(async () => ({
  default: (await import('../../opportunities/closing/AskDialog')).AskDialog,
}));
const CloseDialog = lazy(async () => ({
  default: (await import('../../opportunities/closing/CloseDialog')).CloseDialog,
}));
/** The board has these in other ways: it is of one pipeline, its columns are the stages, its deals are open. */
const IN_COLUMNS = new Set(['pipeline_id', 'stage_id', 'status', 'closed_at', 'reason']);

/** The open deals of a pipeline by their stages. */
export function BoardPage() {
  const { t } = useTranslation('pipelines');
  const pipelines = usePipelines();
  const [address, setAddress] = useSearchParams();
  const choose = (id: string) =>
    setAddress((before) => {
      const next = new URLSearchParams(before);
      next.set('pipeline', id);
      return next;
    });
  const chosen = pipelines.data?.find((one) => one.id === address.get('pipeline')) ?? pipelines.data?.[0];
  return (
    <section className={styles.page} aria-label={t('board.title')}>
      <header className={styles.header}>
        <div className={styles.heading}>
          <h1>{t('board.title')}</h1>
          <Switcher {...{ chosen, choose }} pipelines={pipelines.data ?? []} />
          {chosen && <Link to={`/funnel?pipeline=${chosen.id}`}>{t('board.funnel')}</Link>}
          <ShapeSwitch shape="board" />
          <NewButton to="/opportunities/new" permission="opportunity.create" label={t('board.new')} />
        </div>
        {chosen && <Narrowing />}
      </header>
      {pipelines.isPending && <Skeleton active className={styles.state} />}
      {pipelines.isError && <ErrorState error={pipelines.error} retry={() => void pipelines.refetch()} />}
      {pipelines.data?.length === 0 && <FirstPipeline />}
      {chosen && <Shown key={chosen.id} pipeline={chosen} />}
    </section>
  );
}

interface SwitcherProps {
  pipelines: readonly Pipeline[];
  chosen?: Pipeline;
  choose: (id: string) => void;
}

function Switcher({ pipelines, chosen, choose }: SwitcherProps) {
  const { t } = useTranslation('pipelines');
  if (pipelines.length < 2) return null;
  return (
    <Select
      className={styles.switcher}
      aria-label={t('board.pipeline')}
      value={chosen?.id}
      options={pipelines.map(({ id, name }) => ({ value: id, label: name }))}
      onChange={choose}
    />
  );
}

/** The same filters as the list's, in the same words of the address. */
function Narrowing() {
  const { t } = useTranslation('opportunities');
  const { shown, change } = useListAddress(undefined);
  const description = useOpportunityDescription();
  const fields = description.fields.filter((one) => !IN_COLUMNS.has(one.name));
  return (
    <div className={styles.tools}>
      <SearchBox value={shown.q} hint={t('list.search')} onChange={(q) => change({ q }, true)} />
      <FilterBar
        description={{ fields }}
        value={readCondition(shown.filter)}
        onChange={(condition) => change({ filter: writeCondition(condition) ?? '' })}
      />
    </div>
  );
}

function Shown({ pipeline }: { pipeline: Pipeline }) {
  const { shown } = useListAddress(undefined);
  const asked: Asked = { filter: shown.filter || undefined, q: shown.q || undefined };
  const found = useBoard(pipeline.id, asked);
  const moving = useMoving(boardKey(pipeline.id, asked));
  const peek = usePeek();
  const description = useOpportunityDescription();
  const cards = found.data?.columns.flatMap((column) => column.cards) ?? [];
  let content: ReactNode = <Skeleton active className={styles.state} paragraph={{ rows: 8 }} />;
  if (found.data)
    content = (
      <Board board={found.data} pipelineId={pipeline.id} {...{ moving, peek }} loading={found.isFetching} />
    );
  else if (found.isError) content = <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return (
    <div className={`${peeking.split} ${styles.rest}`}>
      <div className={styles.board} aria-busy={found.isPending}>
        {content}
      </div>
      {peek.id !== null && (
        <PeekPanel {...{ description, peek }} id={peek.id} records={cards}>
          {(id) => <OpportunityRecord id={id} />}
        </PeekPanel>
      )}
      <Suspense>
        <Dialogs moving={moving} />
      </Suspense>
    </div>
  );
}

/** What a move still needs from whoever makes it. */
function Dialogs({ moving }: { moving: Moving }) {
  const { asked, closing, move, settle } = moving;
  return (
    <>
      {asked && (
        <AskDialog
          deal={asked.card}
          wanted={asked.wanted}
          onFilled={() => move(asked.card, asked.to)}
          onClose={settle}
        />
      )}
      {closing && <CloseDialog deal={closing.card} end={closing.end} onClose={settle} />}
    </>
  );
}
