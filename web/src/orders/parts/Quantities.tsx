import { InputNumber } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import styles from '../orders.module.css';
import type { LineQuantity } from '../queries';
import type { Open } from '../standing';
import { withQuantity } from './quantities';

interface Props {
  lines: readonly Open[];
  chosen: readonly LineQuantity[];
  onChange: (chosen: LineQuantity[]) => void;
  /** Why they were refused, where they were. */
  fault?: string;
}

/** How much of each line, up to what is left of it. */
export function Quantities({ lines, chosen, onChange, fault }: Props) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const base = useId();
  const held = new Map(chosen.map((one) => [one.line_id, String(one.quantity)]));
  return (
    <fieldset className={styles.quantities}>
      <legend>{t('quantities')}</legend>
      {lines.map(({ id, name, unit, most }) => (
        <div key={id} className={styles.quantity}>
          <label htmlFor={`${base}${id}`}>{name}</label>
          <InputNumber<string>
            id={`${base}${id}`}
            stringMode
            min="0"
            max={most}
            value={held.get(id) ?? '0'}
            onChange={(value) => onChange(withQuantity(chosen, lines, id, value ?? ''))}
          />
          <span className={styles.hint}>{t('ofMost', { most: format.number(Number(most)), unit })}</span>
        </div>
      ))}
      {fault && (
        <p role="alert" className={styles.fault}>
          {fault}
        </p>
      )}
    </fieldset>
  );
}
