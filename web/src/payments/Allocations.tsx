import { Button, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import admin from '../administration/shared/admin.module.css';
import { InvoiceStanding } from '../invoices/drawn';
import type { Listed as Invoice } from '../invoices/queries';
import styles from '../orders/orders.module.css';
import { useFormat } from '../ui/format';
import { leftOf, type Chosen } from './allocating';

interface Props {
  invoices: readonly Invoice[];
  /** What there is to give. */
  amount: string;
  currency: string;
  chosen: Chosen;
  onChange: (chosen: Chosen) => void;
}

/** What of the money is for which invoice, and what is left of it. */
export function Allocations({ invoices, amount, currency, chosen, onChange }: Props) {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const left = leftOf(amount, chosen);
  return (
    <div className={styles.allocations}>
      <div className={admin.scroller}>
        <table className={`${admin.table} ${admin.cards}`}>
          <thead>
            <tr>
              <th scope="col">{t('invoice')}</th>
              <th scope="col">{t('standing')}</th>
              <th scope="col">{t('open')}</th>
              <th scope="col">{t('given')}</th>
            </tr>
          </thead>
          <tbody>
            {invoices.map((one) => (
              <tr key={one.id}>
                <th scope="row">
                  <Link to={`/invoices/${one.id}`} target="_blank">
                    {one.number}
                  </Link>
                </th>
                <td data-label={t('standing')}>
                  <InvoiceStanding invoice={one} />
                </td>
                <td data-label={t('open')} className={styles.number}>
                  {format.money(one.open.amount, currency)}
                </td>
                <td data-label={t('given')}>
                  <InputNumber<string>
                    aria-label={t('givenTo', { number: one.number })}
                    stringMode
                    min="0"
                    max={one.open.amount}
                    value={chosen[one.id] ?? '0'}
                    onChange={(value) => onChange({ ...chosen, [one.id]: value ?? '0' })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.sum} aria-live="polite">
        {left.startsWith('-') ? (
          <strong className={styles.negative}>
            {t('tooMuch', { amount: format.money(left.slice(1), currency) })}
          </strong>
        ) : (
          <span>{t('left', { amount: format.money(left, currency) })}</span>
        )}
        <Button type="link" size="small" onClick={() => onChange({})}>
          {t('clear')}
        </Button>
      </p>
    </div>
  );
}
