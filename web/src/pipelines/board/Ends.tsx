import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './board.module.css';
import { useEnd } from './dragging';
import type { End, Lifted } from './keyboard';

/** Where a deal is won or lost, while one is carried. */
export function Ends({ lifted }: { lifted: Lifted | null }) {
  const at = lifted && 'end' in lifted.at ? lifted.at.end : null;
  return (
    <div className={styles.ends}>
      <Zone end="won" carried={at === 'won'} />
      <Zone end="lost" carried={at === 'lost'} />
    </div>
  );
}

function Zone({ end, carried }: { end: End; carried: boolean }) {
  const { t } = useTranslation('pipelines');
  const place = useRef<HTMLDivElement>(null);
  const over = useEnd(place, end);
  return (
    <div ref={place} className={styles.end} data-end={end} data-over={over || carried}>
      {t(`ends.${end}`)}
    </div>
  );
}
