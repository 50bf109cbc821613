import type { ReactNode } from 'react';
import styles from './states.module.css';

/** How somebody is to take a state: as it should be, waiting for something, gone wrong. */
export type Tone = 'quiet' | 'accent' | 'success' | 'warning' | 'danger';

/** A state: a word, and a colour that says the same. */
export function Standing({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className={styles.standing} data-tone={tone}>
      {children}
    </span>
  );
}
