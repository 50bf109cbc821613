import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { textOf } from '../../ui/fields/values';
import { useFormat } from '../../ui/format';
import styles from './cost.module.css';
import type { Line } from './queries';

type Reason = Line['reasons'][number];

/** The way to the amount, one step a row, with what it comes to after each. */
export function Steps({ line, included }: { line: Line; included: boolean }) {
  const { t } = useTranslation('products');
  const format = useFormat();
  const { currency } = line.net;
  return (
    <table className={styles.steps}>
      <caption>{t(included ? 'cost.howIncluded' : 'cost.how')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('cost.step')}</th>
          <th scope="col">{t('cost.change')}</th>
          <th scope="col">{t('cost.after')}</th>
        </tr>
      </thead>
      <tbody>
        {line.reasons.map((reason, index) => {
          const change = Number(reason.amount) - Number(line.reasons[index - 1]?.amount ?? 0);
          return (
            <tr key={index}>
              <td>
                <Words {...{ reason, currency }} unit={line.unit} />
              </td>
              <td className={styles.change}>
                {change > 0 && '+'}
                {change !== 0 && format.money(change, currency)}
              </td>
              <td>{format.money(reason.amount, currency)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** As the service tells what a step is about: names and numbers. */
const shown = (params: Reason['params']) => {
  const inner = (name: string) => {
    const value = params[name];
    return typeof value === 'object' && value !== null ? (value as Reason['params']) : {};
  };
  return {
    product: inner('product'),
    book: inner('price_book'),
    text: (name: string) => textOf(params[name]),
  };
};

const BECAUSE = ['customer', 'parent', 'default'] as const;

function Words({ reason, currency, unit }: { reason: Reason; currency: string; unit: string }) {
  const { t } = useTranslation('products');
  const format = useFormat();
  const { product, book, text } = shown(reason.params);
  const name = textOf(product.name);
  const percent = text('percent');
  if (reason.kind === 'term_discount')
    return t('reasons.term_discount', { name, percent, months: text('months') });
  if (reason.kind === 'discount') return t('reasons.discount', { percent });
  if (reason.kind === 'whole_discount') return t('reasons.whole_discount', { percent });
  if (reason.kind === 'agreed_price')
    return t('reasons.agreed_price', { price: format.price(text('unit_amount'), currency) });
  if (reason.kind === 'tax') {
    const tax = format.money(text('tax'), currency);
    return reason.params.included === true ? t('reasons.tax', { name: text('name'), tax }) : text('name');
  }
  const from = Number(text('from_quantity'));
  const because = BECAUSE.find((one) => one === text('because'));
  const quantity = format.number(Number(text('quantity')));
  return (
    <>
      {name}
      {text('role') !== 'product' && (
        <span className={styles.hint}>
          {' '}
          {t(text('role') === 'option' ? 'roles.option' : 'roles.component')}
        </span>
      )}
      <div>
        {quantity} {text('role') === 'product' && unit} × {format.price(text('unit_amount'), currency)}
        {from > 1 && <span className={styles.hint}> {t('reasons.from', { from: format.number(from) })}</span>}
      </div>
      <div className={styles.hint}>
        <Link to={`/price-books/${textOf(book.id)}`}>{textOf(book.name)}</Link>
        {because && ` · ${t(`because.${because}`)}`}
      </div>
    </>
  );
}
