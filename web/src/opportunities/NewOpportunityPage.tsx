import { useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { FirstPipeline } from '../pipelines/FirstPipeline';
import { usePipelines } from '../pipelines/queries';
import { useMay, useMe } from '../session/session';
import { MayNot } from '../ui/records/MayNot';
import { RecordForm, type Values } from '../ui/records/RecordForm';
import { useOpportunityDescription } from './description';
import styles from './opportunities.module.css';
import { createOpportunity, showSaved } from './queries';

const FIRST = ['name', 'customer_id', 'amount', 'expected_close_on', 'pipeline_id', 'owner_id', 'next_step'];
/** Changed by acts of their own later on; a new deal is simply given them. */
const GIVEN = new Set(['owner_id', 'team_id']);

/** Adds a deal; of the customer that the address names. */
export function NewOpportunityPage() {
  const { t } = useTranslation('opportunities');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [address] = useSearchParams();
  const me = useMe();
  const may = useMay('opportunity.create');
  const customer = address.get('customer');
  const initial = useMemo<Values>(() => ({ customer_id: customer, owner_id: me.id }), [customer, me.id]);
  const create = useCallback(
    async (values: Record<string, unknown>) => {
      const made = await createOpportunity(values);
      showSaved(queries, made);
      void message.success(t('form.done', { number: made.number }));
      void navigate(`/opportunities/${made.id}`);
    },
    [queries, message, navigate, t],
  );
  const fields = useAsked();
  const none = usePipelines().data?.length === 0;
  if (!may) return <MayNot />;
  if (none) return <FirstPipeline />;
  return (
    <div className={styles.form}>
      <h1>{t('form.title')}</h1>
      <RecordForm {...{ fields, initial, create }} first={FIRST} onCancel={() => void navigate(-1)} />
    </div>
  );
}

/** The fields of a new deal; its pipeline only where there is a choice. */
function useAsked() {
  const { fields } = useOpportunityDescription();
  const several = (usePipelines().data?.length ?? 0) > 1;
  return useMemo(
    () =>
      fields.map((one) =>
        GIVEN.has(one.name) || (several && one.name === 'pipeline_id') ? { ...one, editable: true } : one,
      ),
    [fields, several],
  );
}
