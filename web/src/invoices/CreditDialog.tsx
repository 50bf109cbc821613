import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { QuantitiesDialog } from '../orders/parts/QuantitiesDialog';
import { textOf } from '../ui/fields/values';
import { creditInvoice, useInvoicesOf, type Invoice } from './queries';

/** Takes an invoice back, or some of it, by a credit note. */
export function CreditDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const { t } = useTranslation('invoices');
  const navigate = useNavigate();
  const lines = invoice.lines.map((one) => ({
    id: one.line_id,
    name: one.product.name,
    unit: one.unit,
    most: one.quantity,
  }));
  const before = useInvoicesOf('credited_id', invoice.id).data?.items.length ?? 0;
  return (
    <QuantitiesDialog
      title={t('credit.title', { number: invoice.number })}
      note={t(before > 0 ? 'credit.textAgain' : 'credit.text')}
      ok={t('credit.button')}
      said={t('credit.done')}
      lines={lines}
      fields={[{ name: 'reason', kind: 'longText', label: t('credit.reason') }]}
      call={(chosen, values) =>
        creditInvoice(invoice.id, { lines: chosen, reason: textOf(values.reason), note: '' })
      }
      onDone={(made) => void navigate(`/invoices/${made.id}`)}
      onClose={onClose}
    />
  );
}
