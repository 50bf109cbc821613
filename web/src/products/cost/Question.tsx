import { InputNumber, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session';
import { CustomerEditor } from '../../ui/fields/editors/ReferenceEditor';
import { useNames } from '../../ui/fields/names';
import { textOf } from '../../ui/fields/values';
import type { Product } from '../queries';
import type { Asked } from './asked';
import styles from './cost.module.css';

interface Props {
  product: Product;
  asked: Asked;
  ask: (changes: Partial<Asked>) => void;
  currencies: readonly string[];
}

/** For whom, how many, for how long, at which discount. */
export function Question({ product, asked, ask, currencies }: Props) {
  const { t } = useTranslation('products');
  const names = useNames();
  const reads = useMay('customer.read');
  const id = useId();
  const options = currencies.map((value) => ({ value, label: names.currency(value) }));
  return (
    <div className={styles.question}>
      {reads && (
        <Row id={`${id}customer`} label={t('cost.customer')} wide>
          <CustomerEditor
            id={`${id}customer`}
            field={{ name: 'customer', kind: 'customer', label: t('cost.customer') }}
            value={asked.customer}
            onChange={(customer) => ask({ customer: textOf(customer) })}
          />
          <p className={styles.hint}>{t('cost.customerHint')}</p>
        </Row>
      )}
      <Row id={`${id}currency`} label={t('cost.currency')}>
        <Select
          id={`${id}currency`}
          className={styles.wide}
          popupMatchSelectWidth={false}
          value={asked.currency || undefined}
          options={options}
          onChange={(currency: string) => ask({ currency })}
        />
      </Row>
      <HowMuch {...{ product, asked, ask }} />
    </div>
  );
}

/** How many, for how long, at which discount: what is asked wherever for whom is known. */
export function HowMuch({ product, asked, ask }: Omit<Props, 'currencies'>) {
  const { t } = useTranslation('products');
  const id = useId();
  const number = (name: 'quantity' | 'months' | 'discount', more: object) => (
    <InputNumber<string>
      id={`${id}${name}`}
      className={styles.wide}
      stringMode
      value={asked[name]}
      onChange={(value) => ask({ [name]: value ?? '' })}
      {...more}
    />
  );
  return (
    <>
      <Row id={`${id}quantity`} label={t('fields.quantity')}>
        {number('quantity', { min: '0', placeholder: '1', suffix: product.unit || undefined })}
      </Row>
      <Row id={`${id}months`} label={t('cost.months')}>
        {number('months', { min: '1', max: '600', precision: 0, placeholder: t('cost.noTerm') })}
      </Row>
      <Row id={`${id}discount`} label={t('cost.discount')}>
        {number('discount', { min: '0', max: '100', suffix: '%', placeholder: '0' })}
      </Row>
    </>
  );
}

interface RowProps {
  id: string;
  label: string;
  wide?: boolean;
  children: ReactNode;
}

function Row({ id, label, wide, children }: RowProps) {
  return (
    <div className={styles.row} data-wide={wide}>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}
