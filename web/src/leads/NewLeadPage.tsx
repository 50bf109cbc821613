import { App } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Schemas } from '../api/client';
import { useMay, useMe } from '../session/session';
import { isEmpty } from '../ui/fields/values';
import type { FieldDescription } from '../ui/records/description';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm, type Values } from '../ui/records/RecordForm';
import { Unread } from './cards/Unread';
import { PasteCard } from './cards/PasteCard';
import { useLeadDescription } from './description';
import styles from './leads.module.css';
import { createLead, leadKey, useListed, type Card } from './queries';
import { titleOf } from './standing';
import { useQueryClient } from '@tanstack/react-query';

const FIRST = ['name', 'company', 'title', 'phones', 'emails', 'source', 'message', 'by_rules', 'owner_id'];

/** Writes down a lead: typed, or from a business card that somebody then looks over. */
export function NewLeadPage() {
  const { t } = useTranslation('leads');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const me = useMe();
  const may = useMay('lead.create');
  const listed = useListed();
  const [address, setAddress] = useSearchParams();
  const [card, setCard] = useState<Card | null>(null);
  const pasting = address.get('from') === 'card';
  const initial = useMemo(() => valuesOf(card, me.id), [card, me.id]);
  const fields = useAsked();
  const create = useCallback(
    async (values: Record<string, unknown>) => {
      const made = await createLead(bodyOf(values));
      queries.setQueryData(leadKey(made.id), made);
      listed();
      void message.success(t('form.done', { name: titleOf(made) }));
      void navigate(`/leads/${made.id}`);
    },
    [queries, message, navigate, listed, t],
  );
  if (!may) return <MayNot />;
  const read = (found: Card) => {
    setCard(found);
    setAddress({}, { replace: true });
  };
  return (
    <div className={styles.form}>
      <h1>{t(pasting ? 'card.title' : 'form.title')}</h1>
      {pasting ? (
        <PasteCard onRead={read} onCancel={() => void navigate('/leads')} />
      ) : (
        <RecordForm
          key={card === null ? 'empty' : 'card'}
          {...{ fields, initial, create }}
          first={card ? [...FIRST, ...filled(initial)] : FIRST}
          onCancel={() => void navigate('/leads')}
          aside={card ? () => <Unread lines={card.unread} /> : undefined}
        />
      )}
    </div>
  );
}

function valuesOf(card: Card | null, owner: string): Values {
  if (card === null) return { owner_id: owner };
  return { ...card.lead, emails: card.emails, phones: card.phones, owner_id: owner };
}

/** What a card says is looked over, so all of it is in sight. */
const filled = (values: Values): string[] => Object.keys(values).filter((name) => !isEmpty(values[name]));

/** Either the rules say who gets it, or somebody does. */
function bodyOf({ owner_id, by_rules, ...rest }: Record<string, unknown>): Schemas['sales_LeadCreate'] {
  const whose = by_rules === true ? { by_rules } : { owner_id };
  return { ...rest, ...whose } as Schemas['sales_LeadCreate']; // as: of the fields
}

/** What a lead is asked for, and whether the assignment rules choose who gets it. */
function useAsked(): readonly FieldDescription[] {
  const { t } = useTranslation('leads');
  const { fields } = useLeadDescription();
  return useMemo(() => {
    const byRules: FieldDescription = {
      name: 'by_rules',
      kind: 'flag',
      label: t('form.byRules'),
      hint: t('form.byRulesHint'),
      editable: true,
      group: t('groups.who'),
    };
    const typed = fields.map((one) =>
      one.name === 'owner_id'
        ? { ...one, editable: true, when: (values: Values) => values.by_rules !== true }
        : one,
    );
    return [byRules, ...typed];
  }, [fields, t]);
}
