import { FileDoneOutlined, FilePdfOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemError } from '../api/problems';
import { useLive } from '../app/live';
import { AddressShown } from '../orders/drawn';
import styles from '../orders/orders.module.css';
import { useMay } from '../session/session';
import type { Money } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import { Fact, RecordHeader } from '../ui/records/RecordHeader';
import { Gone } from '../ui/records/Gone';
import { RecordRoom, RecordSkeleton } from '../ui/records/RecordPage';
import { ErrorState } from '../ui/states/ErrorState';
import { CreditDialog } from './CreditDialog';
import { InvoiceStanding } from './drawn';
import { InvoiceLines } from './InvoiceLines';
import { Paid } from './Paid';
import { useInvoice, useInvoicesOf, type Invoice } from './queries';

export function InvoicePage() {
  const { id = '' } = useParams();
  return <InvoiceRecord id={id} />;
}

/** An invoice or a credit note as it was issued, and what became of it. */
export function InvoiceRecord({ id }: { id: string }) {
  return (
    <RecordRoom>
      <Found id={id} />
    </RecordRoom>
  );
}

function Found({ id }: { id: string }) {
  const { t } = useTranslation('invoices');
  const found = useInvoice(id);
  useLive([`invoice:${id}`]);
  const gone = found.error instanceof ProblemError && found.error.status === 404;
  if (gone) return <Gone action={<Link to="/invoices">{t('back')}</Link>} />;
  if (found.data) return <Loaded invoice={found.data} />;
  if (found.isError) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  return <RecordSkeleton />;
}

function Loaded({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation('invoices');
  const { bill_to: to } = invoice;
  return (
    <article className={styles.page}>
      <title>{invoice.number}</title>
      <Header invoice={invoice} />
      <InvoiceLines invoice={invoice} />
      <div className={styles.lower}>
        <section className={styles.parts}>
          <h2>{t('billTo')}</h2>
          <strong>{to.name}</strong>
          <AddressShown value={to.address} />
          {invoice.customer_reference && (
            <p className={styles.hint}>{t('reference', { reference: invoice.customer_reference })}</p>
          )}
          {invoice.note && <p className={styles.address}>{invoice.note}</p>}
          {invoice.reason && <p>{t('because', { reason: invoice.reason })}</p>}
        </section>
        {invoice.kind === 'invoice' && <Settled invoice={invoice} />}
      </div>
    </article>
  );
}

function Header({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const { gross, paid, credited, open } = invoice;
  const bills = invoice.kind === 'invoice';
  const sums: [string, Money][] = [[t('fields.gross'), gross]];
  if (bills) sums.push([t('fields.paid'), paid], [t('fields.credited'), credited], [t('fields.open'), open]);
  return (
    <RecordHeader
      icon={<FileDoneOutlined />}
      title={invoice.number}
      under={
        <>
          <InvoiceStanding invoice={invoice} />
          <Link to={`/customers/${invoice.customer_id}`}>{invoice.customer_name ?? t('customer')}</Link>
          <Link to={`/orders/${invoice.order_id}`}>{invoice.order_number}</Link>
          {invoice.credited_id && <Link to={`/invoices/${invoice.credited_id}`}>{t('credits')}</Link>}
        </>
      }
      facts={
        <>
          {sums.map(([label, { amount, currency }]) => (
            <Fact key={label} label={label} number>
              {format.money(amount, currency)}
            </Fact>
          ))}
          <Fact label={t('fields.issued_on')}>{format.date(invoice.issued_on)}</Fact>
          {bills && <Fact label={t('fields.due_on')}>{format.date(invoice.due_on)}</Fact>}
        </>
      }
      actions={
        <>
          <a href={`/api/sales/invoices/${invoice.id}/pdf`} target="_blank" rel="noreferrer">
            <FilePdfOutlined aria-hidden /> {t('pdf')}
          </a>
          {bills && <Actions invoice={invoice} />}
        </>
      }
    />
  );
}

function Actions({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation('invoices');
  const may = useMay('order.invoice');
  const [crediting, setCrediting] = useState(false);
  const isOpen = Number(invoice.open.amount) > 0;
  if (!may || invoice.state === 'cancelled') return null;
  return (
    <>
      {isOpen && (
        <Link
          to={`/payments/new?customer=${invoice.customer_id}&currency=${invoice.currency}&amount=${invoice.open.amount}`}
        >
          {t('pay')}
        </Link>
      )}
      <Button
        disabled={!isOpen}
        title={isOpen ? undefined : t('credit.paid')}
        onClick={() => setCrediting(true)}
      >
        {t('credit.button')}
      </Button>
      {crediting && <CreditDialog invoice={invoice} onClose={() => setCrediting(false)} />}
    </>
  );
}

/** What it is paid by, and what of it was taken back. */
function Settled({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const notes = useInvoicesOf('credited_id', invoice.id).data?.items ?? [];
  const none = Number(invoice.paid.amount) === 0 && notes.length === 0;
  return (
    <section className={styles.parts}>
      <h2>{t('settled')}</h2>
      {none && <p className={styles.none}>{t('settledNone')}</p>}
      <Paid invoice={invoice} />
      <ul className={styles.partList}>
        {notes.map((one) => (
          <li key={one.id} className={styles.partHead}>
            <Link to={`/invoices/${one.id}`}>{one.number}</Link>
            <span className={styles.hint}>{t('kinds.credit_note')}</span>
            <span className={styles.number}>{format.money(one.gross.amount, one.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
