import { PayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { NewDialog } from '../administration/shared/NewDialog';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { TakeBack } from '../invoices/Paid';
import styles from '../orders/orders.module.css';
import { TOUCHED } from '../orders/queries';
import { textOf } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import { Fact, RecordHeader } from '../ui/records/RecordHeader';
import { Gone } from '../ui/records/Gone';
import { useReaches } from '../ui/records/may';
import { RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { ErrorState } from '../ui/states/ErrorState';
import { AllocateDialog } from './AllocateDialog';
import { State } from './drawn';
import { reversePayment, usePayment, type Payment } from './queries';

export function PaymentPage() {
  const { id = '' } = useParams();
  return <PaymentRecord id={id} />;
}

/** A payment: what it is for, what of it is left, taking it back. */
export function PaymentRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('payments');
  const found = usePayment(id);
  useLive([`payment:${id}`]);
  const gone = found.error instanceof ProblemError && [403, 404].includes(found.error.status);
  if (gone) return <Gone action={<Link to="/payments">{t('back')}</Link>} />;
  if (found.data) return <Loaded payment={found.data} />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return <RecordSkeleton />;
}

function Loaded({ payment }: { payment: Payment }) {
  const { t } = useTranslation('payments');
  const format = useFormat();
  return (
    <article className={styles.page}>
      <title>{payment.number}</title>
      <Header payment={payment} />
      {(payment.note || payment.reversed_because) && (
        <section className={styles.parts}>
          {payment.reversed_because && <p>{t('because', { reason: payment.reversed_because })}</p>}
          {payment.note && <p className={styles.address}>{payment.note}</p>}
        </section>
      )}
      <section className={styles.parts}>
        <h2>{t('for')}</h2>
        {payment.allocations.length === 0 && <p className={styles.none}>{t('forNone')}</p>}
        <ul className={styles.partList}>
          {payment.allocations.map((one) => (
            <li key={one.id} className={styles.part}>
              <div className={styles.partHead}>
                <Link to={`/invoices/${one.invoice_id}`}>{one.invoice_number}</Link>
                <span className={styles.number}>{format.money(one.amount.amount, one.amount.currency)}</span>
                {payment.state === 'received' && <TakeBack allocation={one} />}
              </div>
            </li>
          ))}
        </ul>
      </section>
    </article>
  );
}

function Header({ payment }: { payment: Payment }) {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { amount, unallocated } = payment;
  return (
    <RecordHeader
      icon={<PayCircleOutlined />}
      title={payment.number}
      under={
        <>
          <State value={payment.state} />
          <Link to={`/customers/${payment.customer_id}`}>{payment.customer_name ?? t('customer')}</Link>
          <span>{t(`methods.${payment.method}`)}</span>
          {payment.reference && <span>{payment.reference}</span>}
        </>
      }
      facts={
        <>
          <Fact label={t('fields.amount')} number>
            {format.money(amount.amount, amount.currency)}
          </Fact>
          <Fact label={t('fields.unallocated')} number>
            {format.money(unallocated.amount, unallocated.currency)}
          </Fact>
          <Fact label={t('fields.received_on')}>{format.date(payment.received_on)}</Fact>
        </>
      }
      actions={<Actions payment={payment} />}
    />
  );
}

function Actions({ payment }: { payment: Payment }) {
  const { t } = useTranslation('payments');
  const may = useReaches()('order.invoice', payment);
  const [act, setAct] = useState<'allocate' | 'reverse' | null>(null);
  if (!may || payment.state !== 'received') return null;
  const close = () => setAct(null);
  const said = { number: payment.number };
  return (
    <>
      {Number(payment.unallocated.amount) > 0 && (
        <Button type="primary" onClick={() => setAct('allocate')}>
          {t('allocate.button')}
        </Button>
      )}
      <Button onClick={() => setAct('reverse')}>{t('reverse.button')}</Button>
      {act === 'allocate' && <AllocateDialog payment={payment} onClose={close} />}
      {act === 'reverse' && (
        <NewDialog
          title={t('reverse.title', said)}
          note={t('reverse.text')}
          ok={t('reverse.button')}
          danger
          fields={[{ name: 'reason', kind: 'longText', label: t('reverse.reason') }]}
          call={(values) => reversePayment(payment.id, textOf(values.reason))}
          touches={TOUCHED}
          said={t('reverse.done')}
          onClose={close}
        />
      )}
    </>
  );
}
