import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { InvoiceStanding } from '../../invoices/drawn';
import { Paid } from '../../invoices/Paid';
import { LANGUAGES } from '../../i18n';
import { createInvoice, useInvoicesOf, type Listed } from '../../invoices/queries';
import { LANGUAGE_NAMES } from '../../ui/LanguageChoice';
import { numberOf, textOf } from '../../ui/fields/values';
import { useFormat } from '../../ui/format';
import { useReaches } from '../../ui/records/may';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../orders.module.css';
import type { Order } from '../queries';
import { openLines } from '../standing';
import { Part } from './Part';
import { QuantitiesDialog } from './QuantitiesDialog';

/** What was billed, what was taken back, what it was paid by; and billing what is left. */
export function Invoices({ order }: { order: Order }) {
  const { t } = useTranslation('orders');
  const bills = useReaches()('order.invoice', order);
  const [billing, setBilling] = useState(false);
  const found = useInvoicesOf('order_id', order.id);
  const left = openLines(order, 'to_bill');
  const ready = bills && order.state === 'confirmed' && left.length > 0;
  const any = found.data?.items.some((one) => Number(one.open.amount) > 0);
  return (
    <section className={styles.parts} aria-label={t('invoices.title')}>
      <header className={styles.partsHead}>
        <h2>{t('invoices.title')}</h2>
        {bills && any && (
          <Link to={`/payments/new?customer=${order.customer_id}&currency=${order.currency}`}>
            {t('invoices.pay')}
          </Link>
        )}
        {ready && (
          <Button type="primary" onClick={() => setBilling(true)}>
            {t('invoices.bill')}
          </Button>
        )}
      </header>
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && (
        <p className={styles.none}>{t(order.state === 'draft' ? 'invoices.notYet' : 'invoices.none')}</p>
      )}
      <ul className={styles.partList}>
        {found.data?.items.map((one) => (
          <InvoiceShown key={one.id} invoice={one} />
        ))}
      </ul>
      {billing && (
        <QuantitiesDialog
          title={t('invoices.bill')}
          note={t('invoices.billText')}
          ok={t('invoices.billOk')}
          said={t('invoices.billed')}
          lines={left}
          fields={[
            { name: 'payment_days', kind: 'number', label: t('fields.payment_days') },
            {
              name: 'language',
              kind: 'choice',
              label: t('invoices.language'),
              hint: t('invoices.languageHint'),
              choices: LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
            },
            { name: 'note', kind: 'longText', label: t('invoices.note') },
          ]}
          initial={{ payment_days: order.payment_days }}
          call={(lines, values) =>
            createInvoice({
              order_id: order.id,
              lines,
              payment_days: numberOf(values.payment_days),
              note: textOf(values.note),
              language: LANGUAGES.find((one) => one === values.language) ?? null,
            })
          }
          onClose={() => setBilling(false)}
        />
      )}
    </section>
  );
}

function InvoiceShown({ invoice }: { invoice: Listed }) {
  const { t } = useTranslation('orders');
  const format = useFormat();
  const { gross, open } = invoice;
  const left =
    Number(open.amount) > 0 && t('invoices.open', { amount: format.money(open.amount, open.currency) });
  return (
    <Part
      title={<Link to={`/invoices/${invoice.id}`}>{invoice.number}</Link>}
      standing={<InvoiceStanding invoice={invoice} />}
      facts={[
        <span key="gross" className={styles.number}>
          {format.money(gross.amount, gross.currency)}
          {left && ` · ${left}`}
        </span>,
        <span key="days" className={styles.hint}>
          {t(invoice.kind === 'invoice' ? 'invoices.days' : 'invoices.day', {
            issued: format.date(invoice.issued_on),
            due: format.date(invoice.due_on),
          })}
        </span>,
      ]}
    >
      {invoice.kind === 'invoice' && Number(invoice.paid.amount) > 0 && <Paid invoice={invoice} />}
    </Part>
  );
}
