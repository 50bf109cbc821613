import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAsk, useSaving } from '../administration/shared/saving';
import styles from '../orders/orders.module.css';
import { TOUCHED } from '../orders/queries';
import { takeBack } from '../payments/queries';
import { useMay } from '../session/session';
import { useFormat } from '../ui/format';
import { useAllocations, type Allocation, type Listed } from './queries';

/** Which payments an invoice is paid by. */
export function Paid({ invoice }: { invoice: Pick<Listed, 'id'> }) {
  const { t } = useTranslation('invoices');
  const found = useAllocations(invoice.id).data ?? [];
  const reads = useMay('order.invoice');
  const format = useFormat();
  return (
    <ul className={styles.partList}>
      {found.map((one) => (
        <li key={one.id} className={styles.partHead}>
          {reads ? <Link to={`/payments/${one.payment_id}`}>{one.payment_number}</Link> : one.payment_number}
          <span className={styles.hint}>{t('paidOn', { day: format.date(one.received_on) })}</span>
          <span className={styles.number}>{format.money(one.amount.amount, one.amount.currency)}</span>
          {reads && <TakeBack allocation={one} />}
        </li>
      ))}
    </ul>
  );
}

/** Takes the payment from the invoice: what it paid is open again, the money the customer's credit. */
export function TakeBack({ allocation }: { allocation: Allocation }) {
  const { t } = useTranslation('invoices');
  const ask = useAsk();
  const format = useFormat();
  const { payment_id, id, payment_number: payment, invoice_number: invoice } = allocation;
  const { amount, currency } = allocation.amount;
  const taking = useSaving(() => takeBack(payment_id, id), { touches: TOUCHED, said: t('takeBack.done') });
  const said = { amount: format.money(amount, currency), payment, invoice };
  const take = async () => {
    if (await ask(t('takeBack.title', said), t('takeBack.text', said), t('takeBack.button')))
      taking.mutate(undefined);
  };
  return (
    <Button size="small" type="link" loading={taking.isPending} onClick={() => void take()}>
      {t('takeBack.button')}
    </Button>
  );
}
