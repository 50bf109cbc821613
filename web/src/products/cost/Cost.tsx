import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useBooks } from '../../price-books/queries';
import { useMay, useMe } from '../../session/session';
import { usePaused } from '../../ui/fields/references';
import { EmptyState } from '../../ui/states/EmptyState';
import type { OptionGroup, Product } from '../queries';
import { addressOf, askedOf, initially, type Asked } from './asked';
import { Answer } from './Answer';
import styles from './cost.module.css';
import { Options } from './Options';
import { usePriced } from './queries';
import { Question } from './Question';

/** What it costs whom, in which quantity, with which options: answered while it is asked, step by step. */
export function Cost({ product }: { product: Product }) {
  const { t } = useTranslation('products');
  const [said, ask] = useAsked(product.option_groups);
  const currencies = useCurrencies();
  const base = useMe().organisation.base_currency;
  const may = useMay('price_book.manage');
  const first = currencies?.includes(base) ? base : currencies?.[0];
  const asked = { ...said, currency: said.currency || (first ?? '') };
  const chosen = asked.options ?? initially(product.option_groups);
  const priced = usePriced(product.id, asked);
  if (currencies?.length === 0)
    return (
      <EmptyState
        title={t('cost.noBooks')}
        text={t('cost.noBooksText')}
        action={may && <Link to="/price-books/new">{t('cost.newBook')}</Link>}
      />
    );
  return (
    <div className={styles.cost}>
      <section className={styles.panel} aria-label={t('cost.question')}>
        <Question {...{ product, asked, ask }} currencies={currencies ?? []} />
        {product.option_groups.length > 0 && (
          <Options {...{ product, chosen }} onChange={(options) => ask({ options })} />
        )}
      </section>
      <section
        className={styles.panel}
        aria-label={t('cost.answer')}
        aria-live="polite"
        aria-busy={priced.old}
      >
        <Answer {...{ product, priced, chosen, ask }} />
      </section>
    </div>
  );
}

/** What is asked, from the address and back to it when typing pauses. */
function useAsked(groups: readonly OptionGroup[]): [Asked, (changes: Partial<Asked>) => void] {
  const [address, setAddress] = useSearchParams();
  const [asked, setAsked] = useState(() => askedOf(address, groups));
  const paused = usePaused(asked);
  useEffect(() => {
    const next = addressOf(address, paused);
    if (next.toString() !== address.toString()) setAddress(next, { replace: true, preventScrollReset: true });
  }, [address, paused, setAddress]);
  return [asked, (changes) => setAsked((before) => ({ ...before, ...changes }))];
}

/** Those that there are price books of. */
function useCurrencies(): readonly string[] | undefined {
  const books = useBooks().data;
  return useMemo(() => books && [...new Set(books.map((one) => one.currency))].sort(), [books]);
}
