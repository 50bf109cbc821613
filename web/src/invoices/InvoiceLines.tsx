import { useTranslation } from 'react-i18next';
import lines from '../lines/lines.module.css';
import { useFormat } from '../ui/format';
import type { Invoice } from './queries';

/** What was billed line by line, what tax is due of it, what it comes to. */
export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const { currency } = invoice;
  const money = (amount: string) => format.money(amount, currency);
  const sums = [
    { label: t('fields.net'), amount: invoice.net.amount },
    ...invoice.taxes.map((one) => ({
      label: t('taxOf', { rate: one.rate, net: money(one.net.amount) }),
      amount: one.tax.amount,
    })),
    { label: t('fields.gross'), amount: invoice.gross.amount },
  ];
  return (
    <div className={lines.scroller} tabIndex={0}>
      <table className={lines.table}>
        <thead>
          <tr>
            <th scope="col">{t('lines.product')}</th>
            <th scope="col">{t('lines.quantity')}</th>
            <th scope="col">{t('lines.price')}</th>
            <th scope="col">{t('lines.tax')}</th>
            <th scope="col">{t('fields.net')}</th>
          </tr>
        </thead>
        <tbody>
          {invoice.lines.map((one) => (
            <tr key={one.line_id}>
              <th scope="row">
                {one.product.name}
                <div className={lines.hint}>{one.product.sku}</div>
                {one.remark && <div className={lines.remark}>{one.remark}</div>}
              </th>
              <td>
                {format.number(Number(one.quantity))} {one.unit}
                {invoice.kind === 'invoice' && one.creditable !== one.quantity && (
                  <div className={lines.hint}>
                    {t('lines.left', { left: format.number(Number(one.creditable)) })}
                  </div>
                )}
              </td>
              <td>{format.price(one.unit_price.amount, currency)}</td>
              <td>{one.tax_rate}%</td>
              <td>{money(one.net)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {sums.map(({ label, amount }) => (
            <tr key={label}>
              <th scope="row" colSpan={4}>
                {label}
              </th>
              <td>{money(amount)}</td>
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
