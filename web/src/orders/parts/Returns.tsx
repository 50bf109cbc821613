import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { creditInvoice } from '../../invoices/queries';
import { textOf } from '../../ui/fields/values';
import { useReaches } from '../../ui/records/may';
import { Standing, type Tone } from '../../ui/states/Standing';
import styles from '../orders.module.css';
import {
  announceReturn,
  settleReturn,
  TOUCHED,
  useCreditable,
  useReturns,
  type Order,
  type Returned,
} from '../queries';
import { openLines } from '../standing';
import { Contents, Part, When } from './Part';
import { QuantitiesDialog } from './QuantitiesDialog';

const TONES: Record<Returned['state'], Tone> = {
  announced: 'warning',
  received: 'success',
  refused: 'quiet',
};
const REASONS = ['damaged', 'wrong', 'unwanted', 'other'] as const satisfies readonly Returned['reason'][];

interface Props {
  order: Order;
  may: boolean;
}

/** What is to come back, and what came; nothing while nothing has left. */
export function Returns({ order, may }: Props) {
  const { t } = useTranslation('orders');
  const [announcing, setAnnouncing] = useState(false);
  const items = useReturns(order.id).data?.items ?? [];
  const left = openLines(order, 'to_return');
  const ready = may && left.length > 0 && (order.state === 'confirmed' || order.state === 'closed');
  if (!ready && items.length === 0) return null;
  const choices = REASONS.map((value) => ({ value, label: t(`returns.reasons.${value}`) }));
  return (
    <section className={styles.parts} aria-label={t('returns.title')}>
      <header className={styles.partsHead}>
        <h2>{t('returns.title')}</h2>
        {ready && <Button onClick={() => setAnnouncing(true)}>{t('returns.announce')}</Button>}
      </header>
      {items.length === 0 && <p className={styles.none}>{t('returns.none')}</p>}
      <ul className={styles.partList}>
        {items.map((one) => (
          <ReturnShown key={one.id} {...{ order, may }} returned={one} />
        ))}
      </ul>
      {announcing && (
        <QuantitiesDialog
          title={t('returns.announce')}
          note={t('returns.announceText')}
          ok={t('returns.announceOk')}
          said={t('returns.announced')}
          lines={left}
          fromNothing
          fields={[
            { name: 'reason', kind: 'choice', label: t('returns.reason'), choices },
            { name: 'note', kind: 'longText', label: t('fields.note') },
          ]}
          initial={{ reason: 'other' }}
          call={(lines, values) => {
            const reason = REASONS.find((one) => one === values.reason) ?? 'other';
            return announceReturn({ order_id: order.id, lines, reason, note: textOf(values.note) });
          }}
          onClose={() => setAnnouncing(false)}
        />
      )}
    </section>
  );
}

function ReturnShown({ order, returned, may }: Props & { returned: Returned }) {
  const { t } = useTranslation('orders');
  const { state, number } = returned;
  const settling = useSaving((act: 'receive' | 'refuse') => settleReturn(returned.id, act), {
    touches: TOUCHED,
    said: t('returns.settled', { number }),
  });
  const open = may && state === 'announced';
  return (
    <Part
      title={number}
      standing={<Standing tone={TONES[state]}>{t(`returns.states.${state}`)}</Standing>}
      facts={[
        t(`returns.reasons.${returned.reason}`),
        state !== 'announced' && (
          <When
            key="settled"
            at={returned.settled_at}
            said={(when) => t(`returns.settledAt.${state}`, { when })}
          />
        ),
        returned.note,
      ]}
      actions={
        open &&
        (['receive', 'refuse'] as const).map((act) => (
          <Button key={act} size="small" loading={settling.isPending} onClick={() => settling.mutate(act)}>
            {t(`returns.${act}`)}
          </Button>
        ))
      }
    >
      <Contents order={order} lines={returned.lines} />
      {state === 'received' && <Credits order={order} returned={returned} />}
    </Part>
  );
}

/** What came back and is billed can be credited. */
function Credits({ order, returned }: { order: Order; returned: Returned }) {
  const { t } = useTranslation('orders');
  const may = useReaches()('order.invoice', order);
  const found = useCreditable(returned.id, may);
  const crediting = useSaving(
    (one: { invoice_id: string; lines: Returned['lines'] }) =>
      creditInvoice(one.invoice_id, { lines: one.lines, reason: returned.number, note: '' }),
    { touches: TOUCHED, said: t('returns.credited') },
  );
  if (!may || !found.data || found.data.items.length === 0) return null;
  return (
    <p className={styles.actions}>
      {found.data.items.map((one) => (
        <Button
          key={one.invoice_id}
          size="small"
          loading={crediting.isPending}
          onClick={() => crediting.mutate(one)}
        >
          {t('returns.credit', { number: one.number })}
        </Button>
      ))}
    </p>
  );
}
