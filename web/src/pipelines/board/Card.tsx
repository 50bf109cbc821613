import { memo, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useColleagues } from '../../ui/directory';
import { useFormat } from '../../ui/format';
import styles from './board.module.css';
import { useDraggable } from './dragging';
import type { Card as CardRead } from './queries';

interface Props {
  card: CardRead;
  /** Pixels from the top of its column. */
  top: number;
  /** Whether whoever looks may move it. */
  may: boolean;
  tabbable: boolean;
  /** The keyboard is on it. */
  active: boolean;
  lifted: boolean;
  peeked: boolean;
  today: string;
  onPeek: (id: string) => void;
}

/** A deal on the board: what it is, with whom, worth what, when it closes, whose it is, how long it stands here. */
export const Card = memo(function Card(props: Props) {
  const { card, top, may, tabbable, active, lifted, peeked, today, onPeek } = props;
  const { t } = useTranslation('pipelines');
  const format = useFormat();
  const place = useRef<HTMLLIElement>(null);
  const dragged = useDraggable(place, may ? card.id : null);
  useEffect(() => {
    if (!active) return;
    place.current?.focus({ preventScroll: true });
    place.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active, top]);
  return (
    <li
      ref={place}
      className={styles.card}
      style={{ transform: `translateY(${top}px)` }}
      tabIndex={tabbable ? 0 : -1}
      aria-describedby="board-keys"
      data-card={card.id}
      data-rotting={card.rotting}
      data-dragged={dragged}
      data-lifted={lifted}
      data-peeked={peeked}
      onClick={(event) => {
        const link = event.target instanceof Element && event.target.closest('a');
        if (!link) onPeek(card.id);
      }}
    >
      <div className={styles.line}>
        <Link to={`/opportunities/${card.id}`} className={styles.title} tabIndex={-1} draggable={false}>
          {card.name}
        </Link>
      </div>
      <div className={`${styles.line} ${styles.quiet}`}>
        <span>{card.customer_name}</span>
      </div>
      <div className={styles.line}>
        <span className={styles.amount}>
          {card.amount ? format.moneyRounded(card.amount.amount, card.amount.currency) : t('card.noAmount')}
        </span>
        <Close card={card} today={today} />
      </div>
      <div className={`${styles.line} ${styles.quiet}`}>
        <Owner id={card.owner_id} />
        <span className={card.rotting ? styles.rotting : undefined}>
          {card.rotting
            ? t('card.rotting', { count: card.days_in_stage })
            : t('card.days', { count: card.days_in_stage })}
        </span>
      </div>
    </li>
  );
});

function Close({ card, today }: Pick<Props, 'card' | 'today'>) {
  const { t } = useTranslation('pipelines');
  const format = useFormat();
  if (!card.expected_close_on) return null;
  const late = card.expected_close_on < today;
  return (
    <span className={`${styles.quiet} ${late ? styles.late : ''}`} title={t('card.close')}>
      {late && `${t('card.late')} `}
      {format.dateShort(card.expected_close_on)}
    </span>
  );
}

function Owner({ id }: { id: string | null }) {
  const { t } = useTranslation('pipelines');
  const people = useColleagues();
  if (id === null) return <span>{t('card.nobody')}</span>;
  return <span>{people.get(id)?.name}</span>;
}
