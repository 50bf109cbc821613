import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Money } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import { EmptyState } from '../ui/states/EmptyState';
import { withLine, type Buyer, type Given, type Line, type LineGiven } from './given';
import { LineRow } from './LineRow';
import styles from './lines.module.css';

const LineDialog = lazy(async () => ({ default: (await import('./LineDialog')).LineDialog }));

export interface Sum {
  label: string;
  amount: Money;
}

interface Props {
  lines: readonly Line[];
  buyer: Buyer;
  /** What stands here while there are none. */
  empty: string;
  /** Amounts have the tax in them, as prices have. */
  included?: boolean;
  /** What they come to. */
  sums: readonly Sum[];
  /** Saves them, all of them; null: whoever looks may not change them. Says itself what is refused, and throws. */
  save: ((lines: readonly Given[]) => Promise<void>) | null;
  /** What is to be said about a line. */
  note?: (line: Line) => ReactNode;
}

/** What it is about: products with their options, at the prices of the day they were put in. */
export function Lines({ lines, buyer, empty, included = false, sums, save, note }: Props) {
  const { t } = useTranslation('lines');
  const [edited, setEdited] = useState<Line | 'new' | null>(null);
  const add = save && (
    <Button icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {t('add')}
    </Button>
  );
  const keep = async (given: LineGiven) => {
    await save?.(withLine(lines, given));
  };
  const remove = (line: Line) =>
    void save?.(lines.filter((one) => one.id !== line.id)).catch(() => undefined); // said
  return (
    <section className={styles.lines} aria-label={t('title')}>
      {lines.length === 0 ? (
        <EmptyState title={t('emptyTitle')} text={empty} action={add} />
      ) : (
        <>
          <Table {...{ lines, included, sums, note }} edit={save && { open: setEdited, remove }} />
          {add && <div>{add}</div>}
        </>
      )}
      {edited !== null && (
        <Suspense fallback={<Skeleton active />}>
          <LineDialog
            buyer={buyer}
            line={edited === 'new' ? undefined : edited}
            onKeep={keep}
            onClose={() => setEdited(null)}
          />
        </Suspense>
      )}
    </section>
  );
}

interface TableProps extends Pick<Props, 'lines' | 'sums' | 'note'> {
  included: boolean;
  edit: { open: (line: Line) => void; remove: (line: Line) => void } | null;
}

function Table({ lines, included, sums, note, edit }: TableProps) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  return (
    <div className={styles.scroller} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('product')}</th>
            <th scope="col">{t('quantity')}</th>
            <th scope="col">{t('price')}</th>
            <th scope="col">{t('discount')}</th>
            <th scope="col">{t(included ? 'gross' : 'net')}</th>
            <th scope="col" aria-label={t('actions')} />
          </tr>
        </thead>
        {lines.map((line) => (
          <LineRow key={line.id} {...{ line, edit, included }} note={note?.(line)} />
        ))}
        <tfoot>
          {sums.map(({ label, amount }) => (
            <tr key={label}>
              <th scope="row" colSpan={4}>
                {label}
              </th>
              <td>{format.money(amount.amount, amount.currency)}</td>
              <td />
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}
