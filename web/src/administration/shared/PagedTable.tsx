import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './admin.module.css';
import type { Lines } from './useLines';

interface Props<T> {
  found: Lines<T>;
  /** The headers, cells of one row. */
  head: ReactNode;
  row: (line: T) => ReactNode;
}

/** The lines loaded so far as a table, cards on a phone, and a way to more of them. */
export function PagedTable<T>({ found, head, row }: Props<T>) {
  const { t } = useTranslation('administration');
  return (
    <>
      <div className={styles.scroller} tabIndex={0}>
        <table className={`${styles.table} ${styles.cards}`}>
          <thead>
            <tr>{head}</tr>
          </thead>
          <tbody>{found.lines.map(row)}</tbody>
        </table>
      </div>
      {found.more && (
        <Button loading={found.loading} onClick={found.loadMore}>
          {t('more')}
        </Button>
      )}
    </>
  );
}
