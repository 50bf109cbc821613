import { useTranslation } from 'react-i18next';
import { ExcessOf } from '../../lines/Excess';
import type { Given, Line } from '../../lines/given';
import { Lines } from '../../lines/Lines';
import { useFormat } from '../../ui/format';
import styles from '../orders.module.css';
import type { Order, Progress } from '../queries';
import { shareOf } from '../standing';

interface Props {
  order: Order;
  /** null: they stay as they are. */
  save: ((lines: readonly Given[]) => Promise<void>) | null;
}

/** What was ordered, at the prices it was ordered at, and how far each line has come. */
export function OrderLines({ order, save }: Props) {
  const { t } = useTranslation('orders');
  const { net, tax, gross, base_net: base } = order;
  const standing = new Map(order.progress.map((one) => [one.line_id, one]));
  const foreign = base && base.currency !== net.currency ? base : null;
  const note = (line: Line) => {
    const progress = standing.get(line.id ?? '');
    if (progress) return <Bars {...{ progress }} unit={line.unit} />;
    return <ExcessOf line={line} excess={order.excess} />;
  };
  return (
    <Lines
      lines={order.lines}
      buyer={{ customer: order.customer_id, currency: order.currency }}
      empty={t('linesEmpty')}
      sums={[
        { label: t('fields.net'), amount: net },
        { label: t(order.tax_included ? 'sums.included' : 'sums.tax'), amount: tax },
        { label: t('fields.gross'), amount: gross },
        ...(foreign ? [{ label: t('sums.base'), amount: foreign }] : []),
      ]}
      save={save}
      note={note}
    />
  );
}

/** How much of a line has left, and how much of it is billed. */
function Bars({ progress, unit }: { progress: Progress; unit: string }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const { ordered, shipped, billed, prepared, returned } = progress;
  const said = (value: string) => format.number(Number(value));
  const more = (['prepared', 'returned'] as const).filter((name) => Number(progress[name]) > 0);
  return (
    <div className={styles.bars}>
      {(['shipped', 'billed'] as const).map((name) => {
        const done = name === 'shipped' ? shipped : billed;
        const words = t(`progress.${name}`, { done: said(done), of: said(ordered), unit });
        return (
          <div key={name} className={styles.bar}>
            <span>{words}</span>
            <progress aria-label={words} value={shareOf(done, ordered)} />
          </div>
        );
      })}
      {more.map((name) => (
        <span key={name} className={styles.hint}>
          {t(`progress.${name}`, { done: said(name === 'prepared' ? prepared : returned), unit })}
        </span>
      ))}
    </div>
  );
}
