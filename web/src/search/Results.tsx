import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './search.module.css';
import type { Entry, Group } from './useEntries';

interface Props {
  id: string;
  groups: readonly Group[];
  /** Counted over all groups. */
  active: number;
  old: boolean;
  onPoint: (at: number) => void;
  onTake: (entry: Entry) => void;
}

/** What was found, in groups; the focus stays in the field that is typed into. */
export function Results({ id, groups, active, old, onPoint, onTake }: Props) {
  const { t } = useTranslation('search');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  let count = 0;
  return (
    <div
      id={id}
      ref={list}
      role="listbox"
      aria-label={t('results')}
      className={styles.results}
      data-old={old}
    >
      {groups.map((group) => (
        <div key={group.title} role="group" aria-label={group.title}>
          <div className={styles.group} aria-hidden>
            {group.title}
          </div>
          {group.entries.map((entry) => {
            const at = count++;
            return (
              <div
                key={entry.key}
                id={`${id}-${at}`}
                role="option"
                aria-selected={at === active}
                className={styles.entry}
                onMouseMove={() => at !== active && onPoint(at)}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onTake(entry)}
              >
                <span aria-hidden>{entry.icon}</span>
                <span className={styles.title}>{entry.title}</span>
                {entry.subtitle && <span className={styles.subtitle}>{entry.subtitle}</span>}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
