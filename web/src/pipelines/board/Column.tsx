import { PlusOutlined } from '@ant-design/icons';
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { Button } from 'antd';
import { memo, useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useLiveRows } from '../../app/live';
import { useFormat } from '../../ui/format';
import { AddCard } from './AddCard';
import styles from './board.module.css';
import { Card } from './Card';
import { ROW, useGap } from './dragging';
import type { Card as CardRead, Column as ColumnRead } from './queries';

const OVERSCAN = 5;
const WATCHED = 10; // cards of a column

interface Props {
  column: ColumnRead;
  /** Its sums are of before a card was moved. */
  old: boolean;
  /** The card that the tab key comes to; undefined: it stands in another column. */
  tabbable?: string;
  /** The card that the keyboard is on. */
  active?: string;
  lifted?: string;
  peeked?: string;
  today: string;
  mayMove: (card: CardRead) => boolean;
  /** The pipeline that a deal can be added to; undefined: whoever looks may not. */
  addTo?: string;
  onPeek: (id: string) => void;
}

/** All open deals of a stage as a list. */
function listOf(stageId: string): string {
  const all = [
    { field: 'stage_id', op: 'eq', value: stageId },
    { field: 'status', op: 'eq', value: 'open' },
  ];
  return `/opportunities?${new URLSearchParams({ filter: JSON.stringify({ all }) }).toString()}`;
}

/** A stage with its deals; only those in sight are drawn, and the one that the keyboard is on. */
export const Column = memo(function Column(props: Props) {
  const { t } = useTranslation('pipelines');
  const { column, addTo } = props;
  const { stage_id: stageId, name } = column;
  const id = useId();
  const [adding, setAdding] = useState(false);
  return (
    <section className={styles.column} aria-labelledby={id} data-stage={stageId}>
      <header className={styles.head}>
        <div className={styles.name}>
          <h2 id={id} title={name}>
            {name}
          </h2>
          <Count {...props} />
          {addTo !== undefined && (
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined />}
              aria-label={t('board.add', { stage: name })}
              onClick={() => setAdding(true)}
            />
          )}
        </div>
        <Figures {...props} />
      </header>
      {adding && addTo !== undefined && (
        <AddCard pipelineId={addTo} stageId={stageId} onClose={() => setAdding(false)} />
      )}
      <Cards {...props} />
    </section>
  );
});

function Count({ column }: Props) {
  const format = useFormat();
  return <span className={styles.count}>{format.number(column.count)}</span>;
}

function Figures({ column, old }: Props) {
  const { t } = useTranslation('pipelines');
  const format = useFormat();
  const { base_amount: sum, weighted_amount: weighted, rotting, unvalued } = column;
  return (
    <p className={styles.figures} data-old={old}>
      <strong title={t('board.sumHint')}>{format.moneyRounded(sum.amount, sum.currency)}</strong>
      <span title={t('board.weightedHint', { percent: column.probability })}>
        {t('board.weighted', { amount: format.moneyRounded(weighted.amount, weighted.currency) })}
      </span>
      {unvalued > 0 && <span className={styles.late}>{t('board.unvalued', { count: unvalued })}</span>}
      {rotting > 0 && <span className={styles.rotting}>{t('board.rotting', { count: rotting })}</span>}
    </p>
  );
}

function Cards(props: Props) {
  const { t } = useTranslation('pipelines');
  const { stage_id: stageId, name, count, cards } = props.column;
  const scroller = useRef<HTMLDivElement>(null);
  const gap = useGap(scroller, stageId, cards.length);
  const at = (id: string | undefined) => (id === undefined ? -1 : cards.findIndex((one) => one.id === id));
  const kept = at(props.tabbable);
  const extract = useCallback(
    (range: Range) =>
      [...new Set([...(kept < 0 ? [] : [kept]), ...defaultRangeExtractor(range)])].sort((a, b) => a - b),
    [kept],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by its return value
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => cards[index]?.id ?? index,
    overscan: OVERSCAN,
    rangeExtractor: extract,
  });
  // One that may be read no more, or is deleted, is told of to those only who watch the card itself.
  const first = virtual.range?.startIndex ?? 0;
  useLiveRows('opportunity', cards.slice(first, first + WATCHED));
  return (
    <div ref={scroller} className={styles.scroller} data-over={gap !== null}>
      {cards.length === 0 && <p className={styles.none}>{t('board.none')}</p>}
      <ul className={styles.cards} style={{ height: virtual.getTotalSize() }} aria-label={name}>
        {gap !== null && <li className={styles.gap} style={{ top: gap * ROW }} aria-hidden="true" />}
        {virtual.getVirtualItems().map(({ index, start }) => {
          const card = cards[index];
          if (!card) return null;
          return (
            <Card
              key={card.id}
              {...{ card, today: props.today }}
              top={start}
              may={props.mayMove(card)}
              tabbable={card.id === props.tabbable}
              active={card.id === props.active}
              lifted={card.id === props.lifted}
              peeked={card.id === props.peeked}
              onPeek={props.onPeek}
            />
          );
        })}
      </ul>
      {count > cards.length && (
        <p className={styles.none}>
          <Link to={listOf(stageId)}>{t('board.more', { count: count - cards.length })}</Link>
        </p>
      )}
    </div>
  );
}
