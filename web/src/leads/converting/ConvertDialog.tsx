import { useQueryClient } from '@tanstack/react-query';
import { Alert, Checkbox, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFaults, useSaving } from '../../administration/shared/saving';
import { ProblemError } from '../../api/problems';
import { usePipelines } from '../../pipelines/queries';
import { useMay } from '../../session/session';
import { FieldEditor } from '../../ui/fields/FieldEditor';
import { textOf } from '../../ui/fields/values';
import { useProblemText } from '../../ui/problems';
import { useReaches } from '../../ui/records/may';
import styles from '../leads.module.css';
import { convertLead, leadKey, useShowSaved, type Lead } from '../queries';
import { titleOf } from '../standing';
import { askedOf, isWhole, sentOf, type Asked } from './asked';
import { DealFields } from './DealFields';

interface Props {
  lead: Lead;
  /** A customer that was found to be the same. */
  customer: string | null;
  onClose: () => void;
}

/** What a lead becomes: a customer that is there or a new one, a contact, and a deal. */
export function ConvertDialog({ lead, customer, onClose }: Props) {
  const { t } = useTranslation('leads');
  const id = useId();
  const queries = useQueryClient();
  const show = useShowSaved();
  const mayOpen = useReaches()('opportunity.create', lead);
  const mayAdd = useMay('customer.create');
  const noPipeline = usePipelines().data?.length === 0;
  const [chosen, setAsked] = useState(() => askedOf(lead, customer, mayOpen));
  const asked = noPipeline ? { ...chosen, opportunity: false } : chosen;
  const [existing, setExisting] = useState(asked.customer !== null || !mayAdd);
  const change = (changes: Partial<Asked>) => setAsked((now) => ({ ...now, ...changes }));
  const saving = useSaving(
    () => convertLead(lead.id, sentOf(existing ? asked : { ...asked, customer: null })),
    {
      touches: [['customer']],
      done: (saved) => {
        show(saved);
        onClose();
      },
    },
  );
  // What stands against it is kept on the lead.
  const reload = () => queries.invalidateQueries({ queryKey: leadKey(lead.id), exact: true });
  const fault = useFaults(saving.error);
  return (
    <Modal
      open
      title={t('convert.title', { name: titleOf(lead) })}
      okText={t('convert.button')}
      cancelText={t('cancel')}
      okButtonProps={{ htmlType: 'submit', form: id, disabled: !isWhole(asked, existing) }}
      confirmLoading={saving.isPending}
      onCancel={onClose}
    >
      <form
        id={id}
        className={styles.convert}
        onSubmit={(event) => {
          event.preventDefault();
          if (isWhole(asked, existing)) saving.mutate(undefined, { onError: () => void reload() });
        }}
      >
        <Refused error={saving.error} />
        <fieldset>
          <legend>{t('convert.customer')}</legend>
          <Radio.Group value={existing} onChange={(event) => setExisting(event.target.value === true)}>
            <Radio value={false} disabled={!mayAdd}>
              {t('convert.newCustomer', { name: lead.company ?? titleOf(lead) })}
            </Radio>
            <Radio value={true}>{t('convert.knownCustomer')}</Radio>
          </Radio.Group>
          {existing && (
            <FieldEditor
              field={{ name: 'customer_id', kind: 'customer', label: t('convert.knownCustomer') }}
              value={asked.customer}
              onChange={(chosen) => change({ customer: textOf(chosen) || null })}
              error={fault('customer_id')}
            />
          )}
        </fieldset>
        <ContactChoice {...{ lead, asked, existing, change }} error={fault('contact_id')} />
        {mayOpen && (
          <fieldset>
            <legend>{t('convert.deal')}</legend>
            {noPipeline ? (
              <p className={styles.hint}>{t('convert.noPipeline')}</p>
            ) : (
              <Checkbox
                checked={asked.opportunity}
                onChange={(event) => change({ opportunity: event.target.checked })}
              >
                {t('convert.openDeal')}
              </Checkbox>
            )}
            {asked.opportunity && <DealFields {...{ asked, change, fault }} />}
          </fieldset>
        )}
      </form>
    </Modal>
  );
}

interface ContactProps {
  lead: Lead;
  asked: Asked;
  existing: boolean;
  change: (changes: Partial<Asked>) => void;
  error?: string;
}

function ContactChoice({ lead, asked, existing, change, error }: ContactProps) {
  const { t } = useTranslation('leads');
  if (lead.name === null && !existing) return null;
  return (
    <fieldset>
      <legend>{t('convert.contact')}</legend>
      <Radio.Group
        value={asked.contact}
        onChange={(event) => change({ contact: event.target.value as Asked['contact'] })} // as: of those below
      >
        {lead.name !== null && <Radio value="new">{t('convert.newContact', { name: lead.name })}</Radio>}
        {existing && <Radio value="known">{t('convert.knownContact')}</Radio>}
        <Radio value="none">{t('convert.noContact')}</Radio>
      </Radio.Group>
      {existing && asked.contact === 'known' && (
        <FieldEditor
          field={{ name: 'contact_id', kind: 'contact', label: t('convert.knownContact') }}
          value={asked.known}
          onChange={(chosen) => change({ known: textOf(chosen) })}
          error={error}
        />
      )}
    </fieldset>
  );
}

/** What stands against it and is not about one field. */
function Refused({ error }: { error: unknown }) {
  const text = useProblemText();
  if (error === null || (error instanceof ProblemError && error.status === 422)) return null;
  return <Alert type="error" showIcon title={text(error)} />;
}
