import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSaving } from '../administration/shared/saving';
import { useMay } from '../session/session';
import { EmptyState } from '../ui/states/EmptyState';
import { createPipeline, PIPELINES } from './queries';
import { useUsualStages } from './usual';

/** No pipeline yet: what one is, and one with the usual stages in one click. */
export function FirstPipeline() {
  const { t } = useTranslation('pipelines');
  const may = useMay('pipeline.manage');
  const stages = useUsualStages();
  const create = useSaving(() => createPipeline({ name: t('first.name'), team_ids: [], stages }), {
    touches: [PIPELINES],
    said: t('first.done'),
  });
  const action = (
    <>
      <Button type="primary" loading={create.isPending} onClick={() => create.mutate(undefined)}>
        {t('first.button')}
      </Button>
      <Link to="/administration/pipelines">{t('first.own')}</Link>
    </>
  );
  return (
    <EmptyState title={t('first.title')} text={t(may ? 'first.text' : 'first.ask')} action={may && action} />
  );
}
