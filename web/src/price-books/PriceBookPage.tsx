import { useQueryClient } from '@tanstack/react-query';
import { Tag } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { PRICING } from '../products/queries';
import { useMay } from '../session/session';
import { useNames } from '../ui/fields/names';
import { putRecord } from '../ui/list/useRecords';
import { Gone } from '../ui/records/Gone';
import { RecordMenu } from '../ui/records/RecordMenu';
import { RecordPage, RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { useDeletion } from '../ui/records/useDeletion';
import { useRecordSaving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import { Buyers } from './Buyers';
import { useBookDescription } from './description';
import styles from './price-books.module.css';
import { PricesTable } from './prices/PricesTable';
import { bookKey, BOOKS, deleteBook, useBook, type PriceBook } from './queries';

const READ = ['prices'] as const;
const MANAGED = ['prices', 'customers'] as const;
const NONE: readonly string[] = [];

export function PriceBookPage() {
  const { id = '' } = useParams();
  return <BookRecord id={id} />;
}

/** A price book with its prices, and who buys by it. */
export function BookRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('price-books');
  const found = useBook(id);
  const { refetch } = found;
  const reload = useCallback(() => void refetch(), [refetch]);
  if (found.isPending) return <RecordSkeleton />;
  if (!found.isError) return <Loaded key={id} book={found.data} reload={reload} />;
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  if (gone) return <Gone action={<Link to="/price-books">{t('back')}</Link>} />;
  return <ErrorState error={found.error} retry={reload} />;
}

function Loaded({ book, reload }: { book: PriceBook; reload: () => void }) {
  const { t } = useTranslation('price-books');
  const description = useBookDescription();
  const queries = useQueryClient();
  const show = useCallback(
    (saved: PriceBook) => {
      queries.setQueryData(bookKey(saved.id), saved);
      putRecord(queries, BOOKS.join('.'), saved);
      void queries.invalidateQueries({ queryKey: [...BOOKS, 'all'] });
      void queries.invalidateQueries({ queryKey: PRICING });
    },
    [queries],
  );
  const saving = useRecordSaving(description, book, show, reload);
  const may = useMay('price_book.manage');
  return (
    <RecordPage
      {...{ description, saving, may }}
      record={book}
      without={NONE}
      tabs={may ? MANAGED : READ}
      header={() => <Header {...{ book, may }} />}
    >
      {(tab) =>
        tab === 'customers' ? (
          <Buyers book={book} />
        ) : (
          <PricesTable of={{ price_book_id: book.id }} empty={t('prices.emptyBook')} />
        )
      }
    </RecordPage>
  );
}

function Header({ book, may }: { book: PriceBook; may: boolean }) {
  const { t } = useTranslation('price-books');
  const names = useNames();
  const onDelete = useDelete(book);
  return (
    <header className={styles.header}>
      <div className={styles.names}>
        <h1>{book.name}</h1>
        <p className={styles.under}>
          <span>{names.currency(book.currency)}</span>
          <span>{t(book.tax_included ? 'header.included' : 'header.net')}</span>
          {book.is_default && <Tag>{t('fields.is_default')}</Tag>}
        </p>
      </div>
      <RecordMenu thing="price-book" record={book} onDelete={may ? onDelete : undefined} />
    </header>
  );
}

/** There is no way back. */
function useDelete(book: PriceBook): () => void {
  const { t } = useTranslation('price-books');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const left = async () => {
    await navigate('/price-books');
    queries.removeQueries({ queryKey: bookKey(book.id) });
    void queries.invalidateQueries({ queryKey: BOOKS });
    void queries.invalidateQueries({ queryKey: PRICING });
  };
  return useDeletion({
    record: book,
    text: t('delete.text'),
    remove: () => deleteBook(book.id),
    onLeft: () => void left(),
  });
}
