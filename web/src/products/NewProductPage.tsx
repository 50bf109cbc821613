import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Schemas } from '../api/client';
import { useMay } from '../session/session';
import { listKey } from '../ui/list/useRecords';
import type { FieldDescription } from '../ui/records/description';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm, type Values } from '../ui/records/RecordForm';
import { usePartFields, useProductDescription } from './description';
import styles from './products.module.css';
import { createProduct, productKey } from './queries';

const FIRST = ['sku', 'name', 'kind', 'components', 'unit', 'tax_id', 'description'];
const INITIAL: Values = { kind: 'good' };

/** Adds a product; a bundle is asked what it is made of, options come on its page. */
export function NewProductPage() {
  const { t } = useTranslation('products');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const description = useProductDescription();
  const fields = useAsked(description.fields);
  const may = useMay('product.manage');
  const create = useCallback(
    async (values: Record<string, unknown>) => {
      const { components, ...rest } = values;
      const parts = rest.kind === 'bundle' ? { components } : {}; // chosen before it became something else
      const made = await createProduct({ ...rest, ...parts } as Schemas['sales_ProductCreate']); // as: of the fields
      queries.setQueryData(productKey(made.id), made);
      void queries.invalidateQueries({ queryKey: listKey(description.list) });
      void message.success(t('form.done', { sku: made.sku }));
      void navigate(`/products/${made.id}`);
    },
    [queries, message, navigate, description, t],
  );
  if (!may) return <MayNot />;
  return (
    <div className={styles.form}>
      <h1>{t('form.title')}</h1>
      <RecordForm
        {...{ fields, create }}
        initial={INITIAL}
        first={FIRST}
        onCancel={() => void navigate('/products')}
      />
    </div>
  );
}

/** Its kind is chosen here, and what a bundle is made of. */
function useAsked(own: readonly FieldDescription[]): FieldDescription[] {
  const parts = usePartFields();
  return useMemo(() => {
    const isBundle = (values: Values) => values.kind === 'bundle';
    const components = parts.filter((one) => one.name === 'components');
    return [
      ...own.map((one) => (one.name === 'kind' ? { ...one, editable: true } : one)),
      ...components.map((one) => ({ ...one, editable: true, required: true, when: isBundle })),
    ];
  }, [own, parts]);
}
