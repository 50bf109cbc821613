import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import admin from '../../administration/shared/admin.module.css';
import { PagedTable } from '../../administration/shared/PagedTable';
import { useLines } from '../../administration/shared/useLines';
import { useMay } from '../../session/session';
import { useReference } from '../../ui/fields/references';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../price-books.module.css';
import { useBooks } from '../queries';
import { Steps, Terms } from './drawn';
import { NewPrice, PriceActions } from './PriceActions';
import { loadPrices, PRICES, type Of, type Price } from './queries';
import { useDays } from './days';

/** The prices of a product in every book, or those of every product in a book. */
export function PricesTable({ of, empty }: { of: Of; empty: string }) {
  const { t } = useTranslation('price-books');
  const [adding, setAdding] = useState(false);
  const found = useLines([...PRICES, of], (after) => loadPrices(of, after));
  const may = useMay('price_book.manage');
  const ofProduct = 'product_id' in of;
  if (found.error) return <ErrorState error={found.error} retry={found.reload} />;
  if (found.pending) return <Skeleton active />;
  const add = may && (
    <Button icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('prices.new')}
    </Button>
  );
  const head = (
    <>
      <th scope="col">{t(ofProduct ? 'one' : 'prices.product')}</th>
      <th scope="col">{t('prices.steps')}</th>
      <th scope="col">{t('prices.terms')}</th>
      <th scope="col">{t('prices.days')}</th>
      {may && <th scope="col" aria-label={t('edit')} />}
    </>
  );
  return (
    <div className={styles.part}>
      {found.lines.length === 0 ? (
        <EmptyState title={t('prices.emptyTitle')} text={empty} action={add} />
      ) : (
        <>
          {may && <div className={admin.actions}>{add}</div>}
          <PagedTable
            found={found}
            head={head}
            row={(price) => <Row key={price.id} {...{ price, ofProduct, may }} />}
          />
        </>
      )}
      {adding && <NewPrice of={of} onClose={() => setAdding(false)} />}
    </div>
  );
}

function Row({ price, ofProduct, may }: { price: Price; ofProduct: boolean; may: boolean }) {
  const { t } = useTranslation('price-books');
  const days = useDays();
  const book = useBooks().data?.find((one) => one.id === price.price_book_id);
  return (
    <tr>
      <th scope="row">
        {ofProduct ? (
          <Link to={`/price-books/${price.price_book_id}`}>{book?.name ?? t('prices.bookGone')}</Link>
        ) : (
          <Product id={price.product_id} currency={book?.currency} />
        )}
      </th>
      <td data-label={t('prices.steps')}>
        <Steps value={price.steps} currency={book?.currency} />
      </td>
      <td data-label={t('prices.terms')}>{price.terms.length > 0 && <Terms value={price.terms} />}</td>
      <td data-label={t('prices.days')}>{days(price)}</td>
      {may && (
        <td className={admin.end}>
          <PriceActions price={price} />
        </td>
      )}
    </tr>
  );
}

/** Leads to what it costs in the currency of the book. */
function Product({ id, currency = '' }: { id: string; currency?: string }) {
  const { t } = useTranslation('ui/fields');
  const { data, isPending } = useReference('product', id);
  if (!data) return isPending ? null : t('unknownRecord');
  return (
    <>
      <Link to={`/products/${id}?currency=${currency}`}>{data.name}</Link>
      <div className={admin.quiet}>{data.detail}</div>
    </>
  );
}
