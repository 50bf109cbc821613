import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import admin from '../../administration/shared/admin.module.css';
import { NewDialog } from '../../administration/shared/NewDialog';
import { Page } from '../../administration/shared/Page';
import { useMay } from '../../session/session';
import { useTeams } from '../../ui/directory';
import { textOf } from '../../ui/fields/values';
import { MayNot } from '../../ui/records/MayNot';
import { ErrorState } from '../../ui/states/ErrorState';
import { FirstPipeline } from '../FirstPipeline';
import { createPipeline, PIPELINES, usePipelines, type Pipeline } from '../queries';
import { useUsualStages } from '../usual';

/** The ways that deals go, each with its stages and whose it is. */
export function PipelinesPage() {
  const { t } = useTranslation('pipelines');
  const found = usePipelines();
  const [adding, setAdding] = useState(false);
  if (!useMay('pipeline.manage')) return <MayNot />;
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('admin.new')}
    </Button>
  );
  return (
    <Page title={t('admin.title')} lead={t('admin.lead')} actions={add}>
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data?.length === 0 && <FirstPipeline />}
      {found.data && found.data.length > 0 && <Table pipelines={found.data} />}
      {adding && <NewPipeline onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Table({ pipelines }: { pipelines: readonly Pipeline[] }) {
  const { t } = useTranslation('pipelines');
  const teams = useTeams();
  return (
    <div className={admin.scroller} tabIndex={0}>
      <table className={`${admin.table} ${admin.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('admin.name')}</th>
            <th scope="col">{t('stages.title')}</th>
            <th scope="col">{t('admin.teams')}</th>
          </tr>
        </thead>
        <tbody>
          {pipelines.map(({ id, name, stages, team_ids: owners }) => (
            <tr key={id}>
              <th scope="row">
                <Link to={`/administration/pipelines/${id}`}>{name}</Link>
              </th>
              <td data-label={t('stages.title')}>
                {stages.map((one) => `${one.name} ${one.probability}%`).join(' → ')}
              </td>
              <td data-label={t('admin.teams')}>
                {owners.map((one) => teams.get(one)?.name).join(t('comma')) || t('admin.everybody')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function NewPipeline({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('pipelines');
  const navigate = useNavigate();
  const stages = useUsualStages();
  return (
    <NewDialog
      title={t('admin.new')}
      note={t('admin.newText')}
      ok={t('admin.create')}
      fields={[{ name: 'name', label: t('admin.name'), kind: 'text', required: true }]}
      call={({ name }) => createPipeline({ name: textOf(name), team_ids: [], stages })}
      touches={[PIPELINES]}
      onDone={({ id }) => void navigate(`/administration/pipelines/${id}`)}
      onClose={onClose}
    />
  );
}
