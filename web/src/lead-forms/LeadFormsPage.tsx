import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import admin from '../administration/shared/admin.module.css';
import { Page } from '../administration/shared/Page';
import { useAsk, useSaving } from '../administration/shared/saving';
import { useMay } from '../session/session';
import { useFormat } from '../ui/format';
import { ListSkeleton } from '../ui/list/ListSkeleton';
import { MayNot } from '../ui/records/MayNot';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import { EmbedDialog } from './EmbedDialog';
import { FormDialog } from './FormDialog';
import styles from './lead-forms.module.css';
import { deleteForm, FORMS, useForms, type LeadForm } from './queries';

export function LeadFormsPage() {
  const may = useMay('lead_rule.manage');
  return may ? <Forms /> : <MayNot />;
}

/** Forms on websites, what they ask, and how often they were sent. */
function Forms() {
  const { t } = useTranslation('lead-forms');
  const found = useForms();
  const [edited, setEdited] = useState<LeadForm | 'new' | null>(null);
  const [embedding, setEmbedding] = useState<LeadForm | null>(null);
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} up={{ to: '/lead-rules', name: t('rules') }} actions={add}>
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <ListSkeleton />}
      {found.data?.length === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={add} />}
      {found.data && found.data.length > 0 && (
        <Table forms={found.data} onEdit={setEdited} onEmbed={setEmbedding} />
      )}
      {edited !== null && (
        <FormDialog
          form={edited === 'new' ? null : edited}
          onDone={(form) => {
            if (edited === 'new') setEmbedding(form);
          }}
          onClose={() => setEdited(null)}
        />
      )}
      {embedding && <EmbedDialog form={embedding} onClose={() => setEmbedding(null)} />}
    </Page>
  );
}

interface TableProps {
  forms: readonly LeadForm[];
  onEdit: (form: LeadForm) => void;
  onEmbed: (form: LeadForm) => void;
}

function Table({ forms, onEdit, onEmbed }: TableProps) {
  const { t } = useTranslation('lead-forms');
  const format = useFormat();
  return (
    <div className={admin.scroller}>
      <table className={`${admin.table} ${admin.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('fields')}</th>
            <th scope="col">{t('received')}</th>
            <th scope="col">{t('caught')}</th>
            <th scope="col" aria-label={t('edit')} />
          </tr>
        </thead>
        <tbody>
          {forms.map((form) => (
            <tr key={form.id}>
              <th scope="row">
                {form.name} {!form.active && <span className={styles.hint}>{t('off')}</span>}
              </th>
              <td data-label={t('fields')}>
                {form.fields.map((one) => t(`names.${one.name}`)).join(t('comma'))}
              </td>
              <td data-label={t('received')}>{format.number(form.received)}</td>
              <td data-label={t('caught')} title={t('caughtHint')}>
                {format.number(form.caught)}
              </td>
              <td className={admin.end}>
                <Buttons form={form} onEdit={() => onEdit(form)} onEmbed={() => onEmbed(form)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Buttons({ form, onEdit, onEmbed }: { form: LeadForm; onEdit: () => void; onEmbed: () => void }) {
  const { t } = useTranslation('lead-forms');
  const ask = useAsk();
  const { id, name } = form;
  const deleting = useSaving(() => deleteForm(id), { touches: [FORMS], said: t('delete.done', { name }) });
  const remove = async () => {
    if (await ask(t('delete.title', { name }), t('delete.text'), t('delete.button')))
      deleting.mutate(undefined);
  };
  return (
    <>
      <Button size="small" onClick={onEmbed}>
        {t('embed')}
      </Button>
      <Button type="text" icon={<EditOutlined />} aria-label={t('editOne', { name })} onClick={onEdit} />
      <Button
        type="text"
        icon={<DeleteOutlined />}
        aria-label={t('deleteOne', { name })}
        onClick={() => void remove()}
      />
    </>
  );
}
