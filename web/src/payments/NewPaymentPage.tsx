import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import admin from '../administration/shared/admin.module.css';
import { Fields } from '../administration/shared/Fields';
import { useFaults, useSaving } from '../administration/shared/saving';
import { useOpenInvoices } from '../invoices/queries';
import styles from '../orders/orders.module.css';
import { TOUCHED } from '../orders/queries';
import { useMay, useMe } from '../session/session';
import { moneyOf, textOf } from '../ui/fields/values';
import { dayOf } from '../ui/moments';
import type { FieldDescription } from '../ui/records/description';
import { MayNot } from '../ui/records/MayNot';
import { allocationsOf, leftOf, spread, type Chosen } from './allocating';
import { Allocations } from './Allocations';
import { Credit } from './Credit';
import { METHODS, receivePayment } from './queries';

type Values = Readonly<Record<string, unknown>>;

export function NewPaymentPage() {
  const may = useMay('order.invoice');
  return may ? <NewPayment /> : <MayNot />;
}

/** Notes that money came, and which invoices it is for: what is due first is paid first, unless somebody says so. */
function NewPayment() {
  const { t } = useTranslation('payments');
  const navigate = useNavigate();
  const [values, setValues] = useState<Values>(useFirst());
  const [said, setSaid] = useState<Chosen | null>(null);
  const customer = textOf(values.customer_id);
  const money = moneyOf(values.amount);
  const found = useOpenInvoices(money ? customer : '', money?.currency ?? '');
  const owed = found.data ?? [];
  const chosen = said ?? spread(money?.amount ?? '', owed);
  const saving = useSaving(receivePayment, {
    touches: TOUCHED,
    said: t('form.done'),
    done: (made) => void navigate(`/payments/${made.id}`),
  });
  const faults = useFaults(saving.error);
  const over = money !== null && leftOf(money.amount, chosen).startsWith('-');
  const ready = customer !== '' && money !== null && Number(money.amount) > 0 && !over;
  const set = (name: string, value: unknown) => {
    setValues({ ...values, [name]: value });
    if (name === 'customer_id' || name === 'amount') setSaid(null); // another question, another answer
  };
  const send = () => {
    if (!money) return;
    saving.mutate({
      customer_id: customer,
      ...money,
      received_on: textOf(values.received_on) || null,
      method: METHODS.find((one) => one === values.method) ?? 'other',
      reference: textOf(values.reference),
      note: textOf(values.note),
      allocations: allocationsOf(chosen, owed),
    });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send();
      }}
    >
      <h1>{t('form.title')}</h1>
      <div className={admin.form}>
        <Fields fields={useAsked()} values={values} onChange={set} fault={faults} />
      </div>
      {customer !== '' && <Credit customerId={customer} />}
      {found.isFetching && owed.length === 0 && <Skeleton active />}
      {money && found.data && owed.length === 0 && <p className={styles.none}>{t('form.nothingOwed')}</p>}
      {money && owed.length > 0 && (
        <section>
          <h2>{t('form.for')}</h2>
          <Allocations invoices={owed} {...money} chosen={chosen} onChange={setSaid} />
        </section>
      )}
      <div className={styles.actions}>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={saving.isPending}>
          {t('form.button')}
        </Button>
        <Button onClick={() => void navigate(-1)}>{t('cancel')}</Button>
      </div>
    </form>
  );
}

/** What the address knows already. */
function useFirst(): Values {
  const [address] = useSearchParams();
  const { organisation } = useMe();
  const amount = address.get('amount');
  const currency = address.get('currency') ?? organisation.base_currency;
  return {
    customer_id: address.get('customer'),
    amount: amount && { amount, currency },
    received_on: dayOf(new Date(), organisation.time_zone),
    method: 'bank_transfer',
  };
}

function useAsked(): readonly FieldDescription[] {
  const { t } = useTranslation('payments');
  const methods = METHODS.map((value) => ({ value, label: t(`methods.${value}`) }));
  return [
    { name: 'customer_id', kind: 'customer', label: t('fields.customer_id'), required: true },
    { name: 'amount', kind: 'money', label: t('fields.amount'), required: true },
    { name: 'received_on', kind: 'date', label: t('fields.received_on') },
    { name: 'method', kind: 'choice', label: t('fields.method'), choices: methods },
    { name: 'reference', kind: 'text', label: t('fields.reference'), hint: t('hints.reference') },
    { name: 'note', kind: 'longText', label: t('fields.note') },
  ];
}
