import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../../api/client';
import { Emails, Phones } from '../../ui/fields/ContactValues';
import { FieldValue } from '../../ui/fields/FieldValue';
import { usePaused } from '../../ui/fields/references';
import type { FieldDescription } from '../../ui/records/description';
import type { Values } from '../../ui/records/RecordForm';
import { useCustomerDescription, type Customer } from '../description';
import styles from './Alike.module.css';
import { termsOf } from './terms';

const FEW = 5;
const PAUSE = 350;

/** Customers that look like what is typed, so that nobody is added twice. */
export function Alike({ values }: { values: Values }) {
  const { t } = useTranslation('customers');
  const { fields } = useCustomerDescription();
  const owner = fields.find((one) => one.name === 'owner_id');
  const found = useAlike(values);
  if (found.length === 0) return <p className={styles.none}>{t('form.alikeNone')}</p>;
  return (
    <section className={styles.alike} aria-live="polite">
      <h2>{t('form.alikeTitle')}</h2>
      <p>{t('form.alikeText')}</p>
      <ul className={styles.list}>
        {found.map(({ customer, terms }) => (
          <li key={customer.id}>
            <One customer={customer} owner={owner} />
            <p className={styles.detail}>{t('form.alikeBy', { what: terms.join(', ') })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function One({ customer, owner }: { customer: Customer; owner?: FieldDescription }) {
  return (
    <>
      <a href={`/customers/${customer.id}`} target="_blank" rel="noreferrer">
        {customer.name}
      </a>
      <p className={styles.detail}>
        {customer.number}
        {owner && customer.owner_id && (
          <>
            {' · '}
            <FieldValue field={owner} value={customer.owner_id} />
          </>
        )}
      </p>
      <Phones entries={customer.phones ?? []} short />
      <Emails entries={customer.emails ?? []} short />
    </>
  );
}

interface Found {
  customer: Customer;
  terms: string[];
}

function useAlike(values: Values): Found[] {
  const typed = useMemo(() => JSON.stringify(termsOf(values)), [values]);
  const terms = JSON.parse(usePaused(typed, PAUSE)) as string[]; // as: it was written a line above
  const answers = useQueries({
    queries: terms.map((q) => ({
      queryKey: ['customer', 'customers', 'alike', q],
      queryFn: () => data(api.GET('/api/customer/customers', { params: { query: { q, limit: FEW } } })),
    })),
  });
  const found = new Map<string, Found>();
  answers.forEach((answer, index) => {
    for (const customer of answer.data?.items ?? []) {
      const known = found.get(customer.id) ?? { customer, terms: [] };
      found.set(customer.id, { customer, terms: [...known.terms, terms[index] ?? ''] });
    }
  });
  return [...found.values()].sort((a, b) => b.terms.length - a.terms.length).slice(0, FEW);
}
