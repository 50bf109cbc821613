import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Schemas } from '../api/client';
import { useMay, useMe } from '../session/session';
import type { FieldDescription } from '../ui/records/description';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm, type Values } from '../ui/records/RecordForm';
import styles from './contracts.module.css';
import { useWrittenDescription } from './description';
import { contractKey, createContract, useListed } from './queries';

const FIRST = ['customer_id', 'title', 'currency', 'starts_on', 'ends_on', 'renewal', 'renewal_months'];
const NOTICE = 30; // days, as the service has it where nobody says otherwise

/** Drafts a contract without a quote, for the customer that the address names; its lines come on its page. */
export function NewContractPage() {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [address] = useSearchParams();
  const base = useMe().organisation.base_currency;
  const may = useMay('contract.create');
  const listed = useListed();
  const customer = address.get('customer');
  const initial = useMemo<Values>(
    () => ({ customer_id: customer, currency: base, renewal: 'none', notice_days: NOTICE }),
    [customer, base],
  );
  const fields = useAsked();
  const create = useCallback(
    async (values: Record<string, unknown>) => {
      const made = await createContract(values as Schemas['sales_ContractCreate']); // as: of the fields
      queries.setQueryData(contractKey(made.id), made);
      listed();
      void navigate(`/contracts/${made.id}`);
    },
    [queries, navigate, listed],
  );
  if (!may) return <MayNot />;
  return (
    <div className={styles.form}>
      <h1>{t('form.title')}</h1>
      <p className={styles.hint}>{t('form.text')}</p>
      <RecordForm
        {...{ fields, initial, create }}
        first={FIRST}
        onCancel={() => void navigate('/contracts')}
      />
    </div>
  );
}

function useAsked(): readonly FieldDescription[] {
  const { t } = useTranslation('contracts');
  const { fields } = useWrittenDescription();
  return useMemo(() => {
    const group = t('groups.whom');
    const whom = [
      { name: 'customer_id', kind: 'customer', label: t('fields.customer_id') },
      { name: 'currency', kind: 'currency', label: t('fields.currency') },
    ] as const;
    const asked = fields.map((one) =>
      one.name === 'renewal_months'
        ? { ...one, when: (values: Values) => values.renewal === 'automatic' }
        : one,
    );
    return [...whom.map((one) => ({ ...one, editable: true, required: true, group })), ...asked];
  }, [fields, t]);
}
