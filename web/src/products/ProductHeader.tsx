import { AppstoreOutlined, GoldOutlined, ToolOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listKey } from '../ui/list/useRecords';
import { RecordMenu } from '../ui/records/RecordMenu';
import { useDeletion } from '../ui/records/useDeletion';
import { KINDS } from './description';
import styles from './products.module.css';
import { deleteProduct, PRODUCTS, productKey, restoreProduct, useShowSaved, type Product } from './queries';

const ICONS: Partial<Record<string, ReactNode>> = {
  good: <GoldOutlined />,
  service: <ToolOutlined />,
  bundle: <AppstoreOutlined />,
};

/** What it is called, and whether it is sold. */
export function ProductHeader({ product, may }: { product: Product; may: boolean }) {
  const { t } = useTranslation('products');
  const onDelete = useDelete(product);
  const kind = KINDS.find((one) => one === product.kind);
  return (
    <header className={styles.header}>
      <span className={styles.icon} aria-hidden="true">
        {ICONS[product.kind]}
      </span>
      <div className={styles.names}>
        <h1>{product.name}</h1>
        <p className={styles.under}>
          <Typography.Text type="secondary" copyable={{ text: product.sku }}>
            {product.sku}
          </Typography.Text>
          {kind && <span>{t(`kinds.${kind}`)}</span>}
          {!product.active && <span className={styles.off}>{t('inactive')}</span>}
        </p>
      </div>
      <RecordMenu thing="product" record={product} onDelete={may ? onDelete : undefined} />
    </header>
  );
}

function useDelete(product: Product): () => void {
  const { t } = useTranslation('products');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const show = useShowSaved();
  const { id } = product;
  const listed = () => void queries.invalidateQueries({ queryKey: listKey(PRODUCTS.join('.')) });
  return useDeletion({
    record: product,
    text: t('delete.text'),
    remove: () => deleteProduct(id).then(listed),
    restore: async () => {
      show(await restoreProduct(id));
      listed();
    },
    onLeft: () =>
      void Promise.resolve(navigate('/products')).then(() =>
        queries.removeQueries({ queryKey: productKey(id) }),
      ),
    onBack: () => void navigate(`/products/${id}`),
  });
}
