import { Modal, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../administration/shared/saving';
import { useOpenInvoices } from '../invoices/queries';
import { TOUCHED } from '../orders/queries';
import { allocationsOf, leftOf, spread, type Chosen } from './allocating';
import { Allocations } from './Allocations';
import { allocate, type AllocationGiven, type Payment } from './queries';

/** Puts what is left of a payment against invoices of its customer. */
export function AllocateDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const { t } = useTranslation('payments');
  const [said, setSaid] = useState<Chosen | null>(null);
  const { amount, currency } = payment.unallocated;
  const found = useOpenInvoices(payment.customer_id, currency);
  const owed = found.data ?? [];
  const chosen = said ?? spread(amount, owed);
  const given = allocationsOf(chosen, owed);
  const saving = useSaving((allocations: AllocationGiven[]) => allocate(payment.id, allocations), {
    touches: TOUCHED,
    said: t('allocate.done'),
    done: onClose,
  });
  const over = leftOf(amount, chosen).startsWith('-');
  return (
    <Modal
      open
      width={680}
      title={t('allocate.title', { number: payment.number })}
      okText={t('allocate.button')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: given.length === 0 || over }}
      confirmLoading={saving.isPending}
      onOk={() => saving.mutate(given)}
      onCancel={onClose}
    >
      {found.isPending && <Skeleton active />}
      {found.data?.length === 0 && <p>{t('form.nothingOwed')}</p>}
      {owed.length > 0 && (
        <Allocations {...{ amount, currency, chosen }} invoices={owed} onChange={setSaid} />
      )}
    </Modal>
  );
}
