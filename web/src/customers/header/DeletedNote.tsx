import { Alert, App, Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { useProblemText } from '../../ui/problems';
import { useReaches } from '../../ui/records/may';
import type { Customer } from '../description';
import { restoreCustomer } from '../queries';
import { useShowSaved } from '../useShowSaved';

/** It is deleted: since when, until when it can come back, and how. */
export function DeletedNote({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { message } = App.useApp();
  const text = useProblemText();
  const format = useFormat();
  const reaches = useReaches();
  const show = useShowSaved();
  const [busy, setBusy] = useState(false);
  const restore = async () => {
    setBusy(true);
    try {
      show(await restoreCustomer(customer.id));
    } catch (error) {
      void message.error(text(error));
      setBusy(false);
    }
  };
  const when = customer.deleted_at === null ? '' : format.moment(customer.deleted_at);
  const button = reaches('customer.delete', customer) && (
    <Button size="small" loading={busy} onClick={() => void restore()}>
      {t('delete.restore')}
    </Button>
  );
  return <Alert type="warning" showIcon title={t('delete.note', { when })} action={button} />;
}
