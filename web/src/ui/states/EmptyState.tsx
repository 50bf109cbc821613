import type { ReactNode } from 'react';
import styles from './states.module.css';

interface Props {
  title: string;
  /** What this is, and an example. */
  text: ReactNode;
  /** The one button that comes next. */
  action?: ReactNode;
}

/** Nothing here yet: what it would be, and what to do. */
export function EmptyState({ title, text, action }: Props) {
  return (
    <div className={styles.state}>
      <h2>{title}</h2>
      <p>{text}</p>
      {action}
    </div>
  );
}
