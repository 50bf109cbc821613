import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Schemas } from '../api/client';
import { givenOf } from '../lines/given';
import { loadOpportunity } from '../opportunities/queries';
import { useMay, useMe } from '../session/session';
import type { FieldDescription } from '../ui/records/description';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm, type Values } from '../ui/records/RecordForm';
import { useWrittenDescription } from './description';
import styles from './quotes.module.css';
import { createQuote, quoteKey, useListed } from './queries';

const FIRST = ['customer_id', 'title', 'currency', 'valid_until', 'language', 'contact_id'];
const LATER: ReadonlySet<string> = new Set(['lines', 'discount_percent', 'intro', 'terms']);

/** Drafts a quote, for the customer and the deal that the address names. */
export function NewQuotePage() {
  const { t } = useTranslation('quotes');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [address] = useSearchParams();
  const me = useMe();
  const may = useMay('quote.create');
  const listed = useListed();
  const customer = address.get('customer');
  const deal = address.get('opportunity');
  const currency = address.get('currency') ?? me.organisation.base_currency;
  const title = address.get('title') ?? undefined;
  const initial = useMemo<Values>(
    () => ({ customer_id: customer, title, currency }),
    [customer, title, currency],
  );
  const create = useCallback(
    async (values: Record<string, unknown>) => {
      const offered = deal === null ? {} : await ofDeal(deal);
      const made = await createQuote({ ...offered, ...values } as Schemas['sales_QuoteCreate']); // as: of the fields
      queries.setQueryData(quoteKey(made.id), made);
      listed();
      void navigate(`/quotes/${made.id}`);
    },
    [queries, navigate, listed, deal],
  );
  const fields = useAsked();
  if (!may) return <MayNot />;
  return (
    <div className={styles.form}>
      <h1>{t('form.title')}</h1>
      <p className={styles.hint}>{t('form.text')}</p>
      <RecordForm {...{ fields, initial, create }} first={FIRST} onCancel={() => void navigate('/quotes')} />
    </div>
  );
}

/** What the deal is about is what is offered first, and to whom it is talked. */
async function ofDeal(id: string): Promise<Partial<Schemas['sales_QuoteCreate']>> {
  const { lines = [], contacts } = await loadOpportunity(id);
  return {
    opportunity_id: id,
    contact_id: contacts?.[0]?.contact_id,
    lines: lines.map((one) => ({ ...givenOf(one), id: undefined })),
  };
}

function useAsked(): readonly FieldDescription[] {
  const { t } = useTranslation('quotes');
  const { fields } = useWrittenDescription();
  return useMemo(() => {
    const customer: FieldDescription = {
      name: 'customer_id',
      kind: 'customer',
      label: t('fields.customer_id'),
      editable: true,
      required: true,
      group: t('groups.whom'),
    };
    const typed = fields.filter((one) => !LATER.has(one.name));
    return [customer, ...typed.map((one) => (one.name === 'language' ? { ...one, required: false } : one))];
  }, [fields, t]);
}
