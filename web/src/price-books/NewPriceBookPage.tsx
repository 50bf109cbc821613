import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Schemas } from '../api/client';
import { useMay, useMe } from '../session/session';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm } from '../ui/records/RecordForm';
import { LASTING, useBookDescription } from './description';
import styles from './price-books.module.css';
import { bookKey, BOOKS, createBook } from './queries';

const FIRST = ['name', 'currency', 'is_default', 'tax_included', 'starts_on', 'ends_on'];

/** Makes a price book; its prices come on its page. */
export function NewPriceBookPage() {
  const { t } = useTranslation('price-books');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const description = useBookDescription();
  const currency = useMe().organisation.base_currency;
  const may = useMay('price_book.manage');
  const initial = useMemo(() => ({ currency }), [currency]);
  const fields = useMemo(
    () => description.fields.map((one) => (LASTING.includes(one.name) ? { ...one, editable: true } : one)),
    [description],
  );
  const create = useCallback(
    async (values: Record<string, unknown>) => {
      const made = await createBook(values as Schemas['sales_PriceBookCreate']); // the fields say what they hold
      await queries.invalidateQueries({ queryKey: BOOKS });
      queries.setQueryData(bookKey(made.id), made);
      void navigate(`/price-books/${made.id}`);
    },
    [queries, navigate],
  );
  if (!may) return <MayNot />;
  return (
    <div className={styles.form}>
      <h1>{t('form.title')}</h1>
      <RecordForm
        {...{ fields, initial, create }}
        first={FIRST}
        onCancel={() => void navigate('/price-books')}
      />
    </div>
  );
}
