import { AppstoreOutlined, GoldOutlined, ToolOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { listKey } from '../ui/list/useRecords';
import { useProblemText } from '../ui/problems';
import { RecordMenu } from '../ui/records/RecordMenu';
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

/** Asks once, deletes, and can bring it back. */
function useDelete({ id, name }: Product): () => void {
  const { t } = useTranslation('products');
  const { message, modal } = App.useApp();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const text = useProblemText();
  const show = useShowSaved();
  const failed = (error: unknown) => void message.error(text(error));
  const listed = () => void queries.invalidateQueries({ queryKey: listKey(PRODUCTS.join('.')) });
  const undo = () => {
    message.destroy(id);
    restoreProduct(id).then((back) => {
      show(back);
      listed();
      void navigate(`/products/${id}`);
    }, failed);
  };
  const deleted = () => {
    const content = (
      <>
        {t('delete.done', { name })}{' '}
        <Button type="link" size="small" onClick={undo}>
          {t('delete.undo')}
        </Button>
      </>
    );
    void message.success({ key: id, duration: 8, content });
    listed();
    void Promise.resolve(navigate('/products')).then(() =>
      queries.removeQueries({ queryKey: productKey(id) }),
    );
  };
  return () =>
    void modal.confirm({
      title: t('delete.title', { name }),
      content: t('delete.text'),
      okText: t('delete.button'),
      okButtonProps: { danger: true },
      onOk: () => deleteProduct(id).then(deleted, failed),
    });
}
