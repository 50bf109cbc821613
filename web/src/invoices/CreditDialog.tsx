import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { QuantitiesDialog } from '../orders/parts/QuantitiesDialog';
import { textOf } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import { creditInvoice, type Invoice } from './queries';

/** Takes an invoice back, or some of it, by a credit note. */
export function CreditDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation('invoices');
  const navigate = useNavigate();
  const format = useFormat();
  const isPaid = Number(invoice.paid.amount) > 0;
  const open = format.money(invoice.open.amount, invoice.open.currency);
  const lines = invoice.lines
    .filter((one) => Number(one.creditable) > 0)
    .map(({ line_id: id, product, unit, creditable: most }) => ({ id, name: product.name, unit, most }));
  return (
    <QuantitiesDialog
      title={t('credit.title', { number: invoice.number })}
      note={isPaid ? t('credit.textPaid', { open }) : t('credit.text')}
      ok={t('credit.button')}
      said={t('credit.done')}
      lines={lines}
      fromNothing={isPaid}
      fields={[{ name: 'reason', kind: 'longText', label: t('credit.reason') }]}
      call={(chosen, values) =>
        creditInvoice(invoice.id, { lines: chosen, reason: textOf(values.reason), note: '' })
      }
      onDone={(made) => void navigate(`/invoices/${made.id}`)}
      onClose={onClose}
    />
  );
}
