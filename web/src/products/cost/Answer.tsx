import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemError } from '../../api/problems';
import { useMay } from '../../session/session';
import { textOf } from '../../ui/fields/values';
import { useFormat } from '../../ui/format';
import { useFieldErrorText } from '../../ui/problems';
import { ErrorState } from '../../ui/states/ErrorState';
import type { Product } from '../queries';
import type { Asked, Chosen } from './asked';
import styles from './cost.module.css';
import { named, placeOf } from './faults';
import type { Line, usePriced } from './queries';
import { Steps } from './Steps';

interface Props {
  product: Product;
  priced: ReturnType<typeof usePriced>;
  chosen: Chosen;
  ask: (changes: Partial<Asked>) => void;
}

/** What it costs, how that came about, or why it cannot be said. */
export function Answer({ product, priced, chosen, ask }: Props) {
  const { error, data, old, refetch } = priced;
  if (error instanceof ProblemError && error.status === 422)
    return <Refused {...{ product, error, chosen, ask }} />;
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  const line = data?.lines[0];
  if (!line) return <Skeleton active />;
  return (
    <div className={styles.answer} data-old={old}>
      <Sum line={line} />
      <Steps line={line} included={data.tax_included} />
    </div>
  );
}

function Sum({ line }: { line: Line }) {
  const { t } = useTranslation('products');
  const format = useFormat();
  const money = ({ amount, currency }: Line['net']) => format.money(amount, currency);
  const one = format.price(line.unit_price.amount, line.unit_price.currency);
  return (
    <dl className={styles.sum}>
      <div className={styles.main}>
        <dt>{t('cost.gross')}</dt>
        <dd>{money(line.gross)}</dd>
      </div>
      <div>
        <dt>{t('cost.net')}</dt>
        <dd>{money(line.net)}</dd>
      </div>
      <div>
        <dt>{t('cost.tax', { rate: line.tax_rate })}</dt>
        <dd>{money(line.tax)}</dd>
      </div>
      <div>
        <dt>{t('cost.one')}</dt>
        <dd>{line.unit ? t('cost.per', { price: one, unit: line.unit }) : one}</dd>
      </div>
      {Number(line.discount.amount) !== 0 && (
        <div>
          <dt>{t('cost.saved')}</dt>
          <dd>{money(line.discount)}</dd>
        </div>
      )}
    </dl>
  );
}

interface RefusedProps extends Pick<Props, 'product' | 'chosen' | 'ask'> {
  error: ProblemError;
}

/** Each thing that is in the way, and the way out where there is one. */
function Refused({ product, error, chosen, ask }: RefusedProps) {
  const { t } = useTranslation('products');
  const say = useFieldErrorText();
  const mayPrice = useMay('price_book.manage');
  const faults = error.problem.errors ?? [];
  const label = (place: string) =>
    place === 'quantity' ? t('fields.quantity') : place === 'months' ? t('cost.months') : '';
  return (
    <div className={styles.refused} role="alert">
      <h3>{t('cost.cannot')}</h3>
      <ul>
        {faults.map((fault, index) => (
          <li key={index}>
            {[label(placeOf(fault)), say(named(fault, product))].filter(Boolean).join(t('colon'))}{' '}
            {fault.kind === 'option_requires' && (
              <Button
                size="small"
                onClick={() => ask({ options: { ...chosen, [textOf(fault.params?.other_id)]: 1 } })}
              >
                {t('cost.add')}
              </Button>
            )}
            {fault.kind === 'price_missing' && mayPrice && (
              <Link to={`/products/${textOf(fault.params?.id)}?tab=prices`}>{t('cost.setPrice')}</Link>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
