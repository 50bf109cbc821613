import { DownOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { NewDialog } from '../../administration/shared/NewDialog';
import { useSaving } from '../../administration/shared/saving';
import { textOf } from '../../ui/fields/values';
import { AssignButton } from '../../ui/records/AssignButton';
import { useReaches } from '../../ui/records/may';
import { RecordMenu } from '../../ui/records/RecordMenu';
import { useDeletion } from '../../ui/records/useDeletion';
import * as calls from '../queries';
import { useListed, useShowSaved, type Channel, type Lead } from '../queries';
import { CHANNELS, isOpen, titleOf } from '../standing';

/** What comes next for a lead. */
export function Actions({ lead, may, onConvert }: { lead: Lead; may: boolean; onConvert: () => void }) {
  const { t } = useTranslation('leads');
  const reaches = useReaches();
  const [refusing, setRefusing] = useState(false);
  const done = useShowSaved();
  const listed = useListed();
  const given = (saved: Lead) => {
    done(saved);
    listed();
  };
  const qualifying = useSaving(() => calls.qualify(lead.id), { touches: [], said: t('qualify.done'), done });
  const back = useSaving(() => calls.requalify(lead.id), { touches: [], said: t('requalify.done'), done });
  const onDelete = useDelete(lead);
  const open = may && isOpen(lead);
  const gone = lead.deleted_at !== null;
  const mayDelete = !gone && lead.status !== 'converted' && reaches('lead.delete', lead);
  return (
    <>
      {open && lead.responded_at === null && <Respond lead={lead} />}
      {open && (
        <>
          <Button type={lead.responded_at === null ? 'default' : 'primary'} onClick={onConvert}>
            {t('convert.button')}
          </Button>
          {lead.status !== 'qualified' && (
            <Button loading={qualifying.isPending} onClick={() => qualifying.mutate(undefined)}>
              {t('qualify.button')}
            </Button>
          )}
          <Button onClick={() => setRefusing(true)}>{t('disqualify.button')}</Button>
        </>
      )}
      {may && lead.status === 'disqualified' && (
        <Button type="primary" loading={back.isPending} onClick={() => back.mutate(undefined)}>
          {t('requalify.button')}
        </Button>
      )}
      {!gone && lead.status !== 'converted' && reaches('lead.assign', lead) && (
        <AssignButton record={lead} assign={(target) => calls.assignLead(lead.id, target)} onDone={given} />
      )}
      <RecordMenu
        thing="lead"
        record={{ id: lead.id, name: titleOf(lead) }}
        onDelete={mayDelete ? onDelete : undefined}
      />
      {refusing && <Disqualify lead={lead} onClose={() => setRefusing(false)} />}
    </>
  );
}

/** How they were answered: the clock of the first response stops. */
function Respond({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads');
  const done = useShowSaved();
  const saving = useSaving((channel: Channel) => calls.respondTo(lead.id, channel), {
    touches: [],
    said: t('respond.done'),
    done,
  });
  const items = CHANNELS.map((key) => ({
    key,
    label: t(`channels.${key}`),
    onClick: () => saving.mutate(key),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button
        type="primary"
        icon={<DownOutlined aria-hidden />}
        iconPlacement="end"
        loading={saving.isPending}
      >
        {t('respond.button')}
      </Button>
    </Dropdown>
  );
}

function Disqualify({ lead, onClose }: { lead: Lead; onClose: () => void }) {
  const { t } = useTranslation('leads');
  const show = useShowSaved();
  return (
    <NewDialog
      title={t('disqualify.title', { name: titleOf(lead) })}
      note={t('disqualify.text')}
      ok={t('disqualify.button')}
      fields={[{ name: 'reason', label: t('fields.reason'), kind: 'text', required: true }]}
      call={(values) => calls.disqualify(lead.id, textOf(values.reason))}
      touches={[]}
      said={t('disqualify.done')}
      onDone={show}
      onClose={onClose}
    />
  );
}

function useDelete(lead: Lead): () => void {
  const { t } = useTranslation('leads');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const show = useShowSaved();
  const listed = useListed();
  const { id } = lead;
  return useDeletion({
    record: { id, name: titleOf(lead) },
    text: t('delete.text'),
    remove: () => calls.deleteLead(id).then(listed),
    restore: async () => {
      show(await calls.restoreLead(id));
      listed();
    },
    onLeft: () =>
      void Promise.resolve(navigate('/leads')).then(() =>
        queries.removeQueries({ queryKey: calls.leadKey(id) }),
      ),
    onBack: () => void navigate(`/leads/${id}`),
  });
}
