import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { PricesTable } from '../price-books/prices/PricesTable';
import { useMay } from '../session/session';
import type { FieldDescription } from '../ui/records/description';
import { RecordPage, RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { useRecordSaving, type Saving } from '../ui/records/useRecordSaving';
import { ErrorState } from '../ui/states/ErrorState';
import { Cost } from './cost/Cost';
import { usePartFields, useProductDescription } from './description';
import { GoneProduct } from './GoneProduct';
import { Parts } from './parts/Parts';
import { ProductHeader } from './ProductHeader';
import { useProduct, useShowSaved, type Product } from './queries';

const TABS = ['cost', 'prices', 'parts'] as const;
const NONE: readonly string[] = [];

export function ProductPage() {
  const { id = '' } = useParams();
  return <ProductRecord id={id} />;
}

/** A product: what it is, what it costs whom and why, its prices, what it is made of. */
export function ProductRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const found = useProduct(id);
  const { refetch } = found;
  const reload = useCallback(() => void refetch(), [refetch]);
  if (found.isPending) return <RecordSkeleton />;
  if (found.isError) {
    const gone = found.error instanceof ProblemError && found.error.status === 404;
    return gone ? <GoneProduct id={id} /> : <ErrorState error={found.error} retry={reload} />;
  }
  return <Loaded key={id} product={found.data} reload={reload} />;
}

function Loaded({ product, reload }: { product: Product; reload: () => void }) {
  const description = useProductDescription();
  const parts = usePartFields();
  const whole = useMemo(
    () => ({ ...description, fields: [...description.fields, ...parts] }),
    [description, parts],
  );
  const saving = useRecordSaving(whole, product, useShowSaved(), reload);
  const may = useMay('product.manage');
  const fields = useKinds(description.fields, product);
  return (
    <RecordPage
      {...{ saving, may }}
      description={useMemo(() => ({ ...description, fields }), [description, fields])}
      record={product}
      without={NONE}
      tabs={TABS}
      header={() => <ProductHeader {...{ product, may }} />}
    >
      {(tab) => <Middle {...{ tab, product, saving, may, parts }} />}
    </RecordPage>
  );
}

/** What is no bundle can be a good or a service; a bundle is one by its components. */
function useKinds(fields: readonly FieldDescription[], { kind }: Product): readonly FieldDescription[] {
  return useMemo(() => {
    const choices = (one: FieldDescription) => one.choices?.filter(({ value }) => value !== 'bundle');
    return fields.map((one) =>
      one.name === 'kind' && kind !== 'bundle' ? { ...one, editable: true, choices: choices(one) } : one,
    );
  }, [fields, kind]);
}

interface MiddleProps {
  tab: (typeof TABS)[number];
  product: Product;
  saving: Saving;
  may: boolean;
  parts: readonly FieldDescription[];
}

function Middle({ tab, product, saving, may, parts }: MiddleProps) {
  const { t } = useTranslation('products');
  if (tab === 'prices') return <PricesTable of={{ product_id: product.id }} empty={t('pricesEmpty')} />;
  if (tab === 'parts') return <Parts {...{ product, parts }} save={may ? saving.save : null} />;
  return <Cost product={product} />;
}
