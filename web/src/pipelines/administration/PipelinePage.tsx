import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Conflict } from '../../administration/shared/Conflict';
import { SaveBar } from '../../administration/shared/EditForm';
import { Page } from '../../administration/shared/Page';
import { useAsk, useFaults, useSaving } from '../../administration/shared/saving';
import { useEdit } from '../../administration/shared/useEdit';
import { OPPORTUNITIES } from '../../opportunities/queries';
import { useMay } from '../../session/session';
import { useTeams } from '../../ui/directory';
import { MayNot } from '../../ui/records/MayNot';
import { ErrorState } from '../../ui/states/ErrorState';
import {
  deletePipeline,
  loadPipeline,
  PIPELINES,
  updatePipeline,
  type Pipeline,
  type Stage,
  type StageGiven,
} from '../queries';
import styles from './administration.module.css';
import { RemoveStage } from './RemoveStage';
import { StagesEditor } from './StagesEditor';

const TOUCHES = [PIPELINES, OPPORTUNITIES];

export function PipelinePage() {
  const { t } = useTranslation('pipelines');
  const { id = '' } = useParams();
  const may = useMay('pipeline.manage');
  const found = useQuery({
    queryKey: [...PIPELINES, 'one', id],
    queryFn: () => loadPipeline(id),
    enabled: may,
  });
  if (!may) return <MayNot />;
  return (
    <Page
      title={found.data?.name ?? t('admin.one')}
      lead={t('admin.lead')}
      up={{ to: '/administration/pipelines', name: t('admin.title') }}
      actions={found.data && <Remove pipeline={found.data} />}
    >
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.data && <Form pipeline={found.data} />}
    </Page>
  );
}

/** Everything of a pipeline, saved together: its name, its teams, its stages. */
function Form({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation('pipelines');
  const teams = useTeams();
  const [leaving, setLeaving] = useState<Stage | null>(null);
  const edit = useEdit(pipeline, {
    load: () => loadPipeline(pipeline.id),
    update: (version, changes) => updatePipeline(pipeline.id, version, changes),
    touches: TOUCHES,
  });
  const fault = useFaults(edit.error);
  const { name, team_ids: teamIds } = edit.shown;
  const stages: readonly StageGiven[] = edit.shown.stages;
  const moves = (edit.changes.moves_to ?? {}) as Record<string, string>; // as set below
  const keep = (kept: readonly StageGiven[]) => edit.set('stages', kept);
  const remove = (index: number) => {
    const standing = pipeline.stages.find((one) => one.id === stages[index]?.id);
    if (standing) setLeaving(standing);
    else keep(stages.filter((_, at) => at !== index)); // nobody has stood in it
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        edit.save();
      }}
    >
      <Conflict edit={edit} fields={[]} />
      <label className={styles.field}>
        {t('admin.name')}
        <Input value={name} maxLength={200} onChange={(event) => edit.set('name', event.target.value)} />
        {fault('name') && <span className={styles.wrong}>{fault('name')}</span>}
      </label>
      <div className={styles.field}>
        <label htmlFor="pipeline-teams">{t('admin.teams')}</label>
        <Select
          id="pipeline-teams"
          mode="multiple"
          placeholder={t('admin.everybody')}
          showSearch={{ optionFilterProp: 'label' }}
          value={[...teamIds]}
          options={[...teams.values()].map((one) => ({ value: one.id, label: one.name }))}
          onChange={(ids: string[]) => edit.set('team_ids', ids)}
        />
        <p className={styles.hint}>{t('admin.teamsHint')}</p>
      </div>
      <StagesEditor {...{ stages }} onChange={keep} onRemove={remove} fault={(at) => fault(`stages/${at}`)} />
      <SaveBar edit={edit} />
      {leaving && (
        <RemoveStage
          stage={leaving}
          others={pipeline.stages.filter(
            (one) => one.id !== leaving.id && stages.some(({ id }) => id === one.id),
          )}
          onRemove={(to) => {
            keep(stages.filter((one) => one.id !== leaving.id));
            edit.set('moves_to', { ...moves, [leaving.id]: to });
            setLeaving(null);
          }}
          onClose={() => setLeaving(null)}
        />
      )}
    </form>
  );
}

function Remove({ pipeline }: { pipeline: Pipeline }) {
  const { t } = useTranslation('pipelines');
  const navigate = useNavigate();
  const ask = useAsk();
  const removing = useSaving(() => deletePipeline(pipeline.id), {
    touches: TOUCHES,
    said: t('admin.removed', { name: pipeline.name }),
    done: () => void navigate('/administration/pipelines'),
  });
  const remove = async () => {
    const title = t('admin.removeTitle', { name: pipeline.name });
    if (await ask(title, t('admin.removeText'), t('admin.remove'))) removing.mutate(undefined);
  };
  return (
    <Button danger loading={removing.isPending} onClick={() => void remove()}>
      {t('admin.remove')}
    </Button>
  );
}
