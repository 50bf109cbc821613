import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lines } from '../shared/useLines';
import own from './audit.module.css';
import { Line } from './Line';
import type { Asked, Entry } from './queries';

const LINE = 41;
const AHEAD = 30;

interface Props {
  found: Lines<Entry>;
  ask: (change: Partial<Asked>) => void;
}

/** The lines in sight, of however many; an opened one is as high as what it shows. */
export function Trail({ found, ask }: Props) {
  const { t } = useTranslation('administration/audit');
  const scroller = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const { lines, more, loading, loadMore } = found;
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is memoised by its return value
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 12,
  });
  const last = virtual.range?.endIndex ?? 0;
  const wanted = more && !loading && last >= lines.length - AHEAD;
  useEffect(() => {
    if (wanted) loadMore();
  });
  const toggle = (id: string) => {
    const next = new Set(opened);
    if (!next.delete(id)) next.add(id);
    setOpened(next);
  };
  return (
    <div ref={scroller} className={own.scroller} tabIndex={0} role="region" aria-label={t('title')}>
      <ol className={own.lines} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const entry = lines[index];
          if (!entry) return null;
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Line entry={entry} open={opened.has(entry.id)} onToggle={() => toggle(entry.id)} ask={ask} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
