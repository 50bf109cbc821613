import { Skeleton } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Reason, Recipient, State, Topic } from '../../deliveries/drawn';
import { useMay } from '../../session/session';
import { ErrorState } from '../../ui/states/ErrorState';
import { Standing } from '../../ui/states/Standing';
import styles from '../orders.module.css';
import { Part, When } from '../parts/Part';
import { useMessages, type Message, type Order } from '../queries';

/** What the customer was told by mail and SMS, and what became of it. */
export function Messages({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const found = useMessages(order.id);
  const explains = useMay('delivery.read');
  const asked = order.contact_id
    ? `thing=contact&recipient=${order.contact_id}`
    : `thing=customer&recipient=${order.customer_id}`;
  return (
    <section className={styles.parts} aria-label={t('messages.title')}>
      <header className={styles.partsHead}>
        <h2>{t('messages.title')}</h2>
        {explains && <Link to={`/deliveries/why?${asked}`}>{t('messages.why')}</Link>}
      </header>
      {!order.tell_customer && <p className={styles.none}>{t('messages.off')}</p>}
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {order.tell_customer && found.data?.items.length === 0 && (
        <p className={styles.none}>{t('messages.none')}</p>
      )}
      <ul className={styles.partList}>
        {found.data?.items.map((one) => (
          <MessageShown key={one.id} message={one} whose={order.customer_id} linked={explains} />
        ))}
      </ul>
    </section>
  );
}

interface Shown {
  message: Message;
  /** The customer of the order. */
  whose: string;
  /** Whether whoever looks may read the ledger. */
  linked: boolean;
}

function MessageShown({ message, whose, linked }: Shown) {
  const { t } = useTranslation('orders');
  const { t: words } = useTranslation('deliveries');
  const of = { user_id: null, contact_id: message.contact_id, customer_id: whose };
  return (
    <Part
      title={
        <>
          <Topic value={message.topic} /> · {words(`channels.${message.channel}`)}
        </>
      }
      standing={<HowFar message={message} />}
      facts={[
        <Fragment key="whom">
          <Recipient of={of} />{' '}
          <When said={(when) => t('messages.asked', { when })} at={message.created_at} />
        </Fragment>,
        <Why key="why" message={message} />,
      ]}
      actions={
        linked &&
        message.delivery_id && <Link to={`/deliveries/${message.delivery_id}`}>{t('messages.open')}</Link>
      }
    />
  );
}

function HowFar({ message: { state, outcome } }: { message: Message }) {
  const { t } = useTranslation('orders');
  if (outcome !== null) return <State value={outcome} />;
  if (state === 'failed') return <Standing tone="danger">{t('messages.failed')}</Standing>;
  return <Standing tone="accent">{t(state === 'done' ? 'messages.done' : 'messages.waiting')}</Standing>;
}

const ARRIVED: ReadonlySet<string> = new Set(['accepted', 'delivered']);
const KINDS = ['switched_off', 'order_cancelled', 'refused', 'interrupted_too_often'] as const;

/** Why it did not arrive. */
function Why({ message: { state, reason, outcome, outcome_reason: became } }: { message: Message }) {
  const { t } = useTranslation('orders');
  if (outcome !== null) return ARRIVED.has(outcome) ? null : <Reason value={became} />;
  const kind = state === 'failed' && KINDS.find((one) => one === reason?.kind);
  return kind ? <>{t(`messages.reasons.${kind}`)}</> : null;
}
