import styles from './list.module.css';

const ROWS = 14;

/** Rows that are about to be there. */
export function ListSkeleton() {
  return (
    <div className={styles.skeleton} aria-busy="true">
      {Array.from({ length: ROWS }, (_, row) => (
        <div key={row}>
          <span />
          <span />
          <span />
        </div>
      ))}
    </div>
  );
}
