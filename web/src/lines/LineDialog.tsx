import { Input, Modal, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProduct, type Product } from '../products/queries';
import { Answer } from '../products/cost/Answer';
import { initially, type Asked } from '../products/cost/asked';
import cost from '../products/cost/cost.module.css';
import { Options } from '../products/cost/Options';
import { usePriced } from '../products/cost/queries';
import { HowMuch } from '../products/cost/Question';
import { ProductEditor } from '../ui/fields/editors/ReferenceEditor';
import { textOf } from '../ui/fields/values';
import { useProblemText } from '../ui/problems';
import type { Buyer, Line, LineGiven } from './given';
import styles from './lines.module.css';

interface Props {
  buyer: Buyer;
  /** Left out: a new one. */
  line?: Line;
  /** Throws what is refused. */
  onKeep: (given: LineGiven) => Promise<void>;
  onClose: () => void;
}

/** A line: which product, how much of it, with which options; what that costs this customer stands beside it. */
export function LineDialog({ buyer, line, onKeep, onClose }: Props) {
  const { t } = useTranslation('lines');
  const problem = useProblemText();
  const id = useId();
  const [productId, setProductId] = useState(line?.product_id ?? '');
  const [asked, setAsked] = useState<Asked>(() => askedOf(buyer, line));
  const [remark, setRemark] = useState(line?.remark ?? '');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const keep = async () => {
    setBusy(true);
    try {
      await onKeep(sentOf(productId, asked, remark, line));
      onClose();
    } catch (error) {
      setRefused(error);
      setBusy(false);
    }
  };
  const chooseProduct = (chosen: string) => {
    setProductId(chosen);
    setAsked({ ...asked, options: null }); // those of another product mean nothing here
  };
  return (
    <Modal
      open
      width={960}
      title={t(line ? 'editTitle' : 'add')}
      okText={t('keep')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: productId === '' }}
      confirmLoading={busy}
      onOk={() => void keep()}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        <div className={styles.field}>
          <label htmlFor={`${id}product`}>{t('product')}</label>
          <ProductEditor
            id={`${id}product`}
            field={{ name: 'product_id', kind: 'product', label: t('product') }}
            value={productId}
            onChange={(value) => chooseProduct(textOf(value))}
          />
        </div>
        {productId !== '' && (
          <Chosen {...{ productId, asked }} ask={(changes) => setAsked({ ...asked, ...changes })} />
        )}
        <div className={styles.field}>
          <label htmlFor={`${id}remark`}>{t('remark')}</label>
          <Input.TextArea
            id={`${id}remark`}
            rows={2}
            maxLength={2000}
            value={remark}
            onChange={(event) => setRemark(event.target.value)}
          />
        </div>
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {problem(refused)}
          </p>
        )}
      </div>
    </Modal>
  );
}

interface ChosenProps {
  productId: string;
  asked: Asked;
  ask: (changes: Partial<Asked>) => void;
}

function Chosen({ productId, ...rest }: ChosenProps) {
  const product = useProduct(productId).data;
  if (!product) return <Skeleton active />;
  return <Priced key={productId} {...{ product }} {...rest} />;
}

function Priced({ product, asked, ask }: Omit<ChosenProps, 'productId'> & { product: Product }) {
  const { t } = useTranslation('products');
  const chosen = asked.options ?? initially(product.option_groups);
  const priced = usePriced(product.id, asked);
  return (
    <div className={cost.cost}>
      <section className={cost.panel} aria-label={t('cost.question')}>
        <div className={cost.question}>
          <HowMuch {...{ product, asked, ask }} />
        </div>
        {product.option_groups.length > 0 && (
          <Options {...{ product, chosen }} onChange={(options) => ask({ options })} />
        )}
      </section>
      <section className={cost.panel} aria-label={t('cost.answer')} aria-live="polite" aria-busy={priced.old}>
        <Answer {...{ product, priced, chosen, ask }} />
      </section>
    </div>
  );
}

function askedOf(buyer: Buyer, line: Line | undefined): Asked {
  const options = line?.chosen?.map((one) => [one.product_id, one.quantity] as const);
  return {
    ...buyer,
    quantity: line?.quantity ?? '1',
    months: line?.months ? String(line.months) : '',
    discount: line && Number(line.discount_percent) > 0 ? line.discount_percent : '',
    options: options ? Object.fromEntries(options) : null,
  };
}

function sentOf(productId: string, asked: Asked, remark: string, line: Line | undefined): LineGiven {
  const { options } = asked;
  return {
    ...(line ? { id: line.id, unit_amount: line.unit_amount } : {}),
    product_id: productId,
    quantity: asked.quantity || '1',
    months: asked.months === '' ? null : Number(asked.months),
    discount_percent: asked.discount || '0',
    chosen: options && Object.entries(options).map(([product_id, quantity]) => ({ product_id, quantity })),
    remark: remark.trim(),
  };
}
