import { useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../session/session';
import { listKey } from '../ui/list/useRecords';
import { useProblemText } from '../ui/problems';
import { Gone } from '../ui/records/Gone';
import { EmptyState } from '../ui/states/EmptyState';
import { loadDeleted, PRODUCTS, restoreProduct, useShowSaved, type Product } from './queries';

/** Not there, or deleted: then it comes back from here. */
export function GoneProduct({ id }: { id: string }) {
  const { t } = useTranslation('products');
  const enabled = useMay('product.manage');
  const queryKey = [...PRODUCTS, 'deleted', id];
  const deleted = useQuery({ queryKey, queryFn: () => loadDeleted(id), enabled });
  if (deleted.isLoading) return <Skeleton active />;
  if (deleted.data) return <Deleted product={deleted.data} />;
  return <Gone action={<Link to="/products">{t('back')}</Link>} />;
}

function Deleted({ product: { id, name } }: { product: Product }) {
  const { t } = useTranslation('products');
  const { message } = App.useApp();
  const queries = useQueryClient();
  const problem = useProblemText();
  const show = useShowSaved();
  const [busy, setBusy] = useState(false);
  const bring = async () => {
    message.destroy(id); // it offers the same
    setBusy(true);
    try {
      show(await restoreProduct(id));
      void queries.invalidateQueries({ queryKey: listKey(PRODUCTS.join('.')) });
      void message.success(t('delete.restored', { name }));
    } catch (error) {
      void message.error(problem(error));
      setBusy(false);
    }
  };
  return (
    <EmptyState
      title={t('delete.done', { name })}
      text={t('delete.gone')}
      action={
        <>
          <Button type="primary" onClick={() => void bring()} loading={busy}>
            {t('delete.restore')}
          </Button>
          <Link to="/products">{t('back')}</Link>
        </>
      }
    />
  );
}
