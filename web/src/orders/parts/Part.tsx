import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { useFormat } from '../../ui/format';
import styles from '../orders.module.css';
import type { Order } from '../queries';

interface Props {
  title: ReactNode;
  standing: ReactNode;
  /** What is to be known of it, one below the other. */
  facts: readonly ReactNode[];
  actions?: ReactNode;
  children?: ReactNode;
}

/** One shipment, return or invoice of an order. */
export function Part({ title, standing, facts, actions, children }: Props) {
  return (
    <li className={styles.part}>
      <div className={styles.partHead}>
        <h3>{title}</h3>
        {standing}
        <div className={styles.partActions}>{actions}</div>
      </div>
      {facts.map((fact, index) => fact && <div key={index}>{fact}</div>)}
      {children}
    </li>
  );
}

/** So much of these lines. */
export function Contents({
  order,
  lines,
}: {
  order: Order;
  lines: readonly Schemas['sales_QuantityShown'][];
}) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const known = new Map(order.lines.map((one) => [one.id, one]));
  return (
    <ul className={styles.list}>
      {lines.map(({ line_id: id, quantity }) => {
        const line = known.get(id);
        return (
          <li key={id}>
            {t('content', {
              name: line?.product.name ?? '',
              quantity: format.number(Number(quantity)),
              unit: line?.unit ?? '',
            })}
          </li>
        );
      })}
    </ul>
  );
}

/** A moment in words, its exact time on hover. */
export function When({ said, at }: { said: (when: string) => string; at: string | null }) {
  const format = useFormat();
  if (at === null) return null;
  return (
    <time className={styles.hint} dateTime={at} title={format.moment(at)}>
      {said(format.relative(at))}
    </time>
  );
}
