import styles from './fields.module.css';

/** That there are more of something than are shown: how many, and which where one points at it. */
export function More({ rest }: { rest: readonly string[] }) {
  if (rest.length === 0) return null;
  return (
    <span className={styles.more} title={rest.join('\n')}>
      +{rest.length}
    </span>
  );
}
