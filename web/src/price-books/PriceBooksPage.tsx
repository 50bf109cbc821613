import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useBookDescription } from './description';
import styles from './price-books.module.css';

const BookRecord = lazy(async () => ({ default: (await import('./PriceBookPage')).BookRecord }));

/** What things cost, by currency and by who buys. */
export function PriceBooksPage() {
  const { t } = useTranslation('price-books');
  const button = <NewButton to="/price-books/new" permission="price_book.manage" label={t('list.new')} />;
  return (
    <RecordList
      description={useBookDescription()}
      title={t('list.title')}
      search={false}
      peek={(id) => <BookRecord id={id} />}
      actions={
        <>
          <Link to="/price-books/taxes" className={styles.taxes}>
            {t('taxes.title')}
          </Link>
          {button}
        </>
      }
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={button} />}
    />
  );
}
