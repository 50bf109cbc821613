import { lazy } from 'react';
import { useTranslation } from 'react-i18next';
import { NewButton } from '../ui/list/NewButton';
import { RecordList } from '../ui/list/RecordList';
import { EmptyState } from '../ui/states/EmptyState';
import { useProductDescription } from './description';

const ProductRecord = lazy(async () => ({ default: (await import('./ProductPage')).ProductRecord }));

/** Everything that is sold. */
export function ProductsPage() {
  const { t } = useTranslation('products');
  const button = <NewButton to="/products/new" permission="product.manage" label={t('list.new')} />;
  return (
    <RecordList
      description={useProductDescription()}
      title={t('list.title')}
      search={t('list.search')}
      peek={(id) => <ProductRecord id={id} />}
      actions={button}
      empty={<EmptyState title={t('list.emptyTitle')} text={t('list.emptyText')} action={button} />}
    />
  );
}
