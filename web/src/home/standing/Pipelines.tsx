import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAddress } from '../../administration/shared/address';
import { useFormat } from '../../ui/format';
import { Panel } from '../Panel';
import { inStage, listOf } from './links';
import { shareOf } from './pace';
import type { PipelineFigures, TeamStanding } from './queries';
import styles from './standing.module.css';

const Fared = lazy(async () => ({ default: (await import('./Fared')).Fared }));

interface Props {
  pipelines: readonly PipelineFigures[];
  filters: TeamStanding['filters'];
}

const expected = (one: PipelineFigures): number =>
  one.stages.reduce((sum, stage) => sum + Number(stage.open.weighted_amount.amount), 0);

/** Open deals by stage, and how deals fared of late: the pipeline with the most to be expected unless said. */
export function Pipelines({ pipelines, filters }: Props) {
  const { t } = useTranslation('home');
  const [{ pipeline }, change] = useAddress('pipeline');
  const largest = pipelines.reduce((most, one) => (expected(one) > expected(most) ? one : most));
  const chosen = pipelines.find((one) => one.pipeline_id === pipeline) ?? largest;
  return (
    <Panel
      title={t('pipeline.title')}
      more={{ path: `/pipeline?pipeline=${chosen.pipeline_id}`, label: t('pipeline.board') }}
    >
      <div className={styles.card}>
        {pipelines.length > 1 && (
          <select
            aria-label={t('pipeline.choose')}
            className={styles.choice}
            value={chosen.pipeline_id}
            onChange={(event) => change({ pipeline: event.target.value })}
          >
            {pipelines.map((one) => (
              <option key={one.pipeline_id} value={one.pipeline_id}>
                {one.name}
              </option>
            ))}
          </select>
        )}
        <Stages stages={chosen.stages} filters={filters} />
        <Suspense fallback={null}>
          <Fared pipelineId={chosen.pipeline_id} />
        </Suspense>
      </div>
    </Panel>
  );
}

function Stages({ stages, filters }: Pick<PipelineFigures, 'stages'> & Pick<Props, 'filters'>) {
  const { t } = useTranslation('home');
  const format = useFormat();
  const most = Math.max(...stages.map((one) => Number(one.open.base_amount.amount)));
  return (
    <ul className={styles.stages}>
      {stages.map(({ stage_id: id, name, open, rotting }) => {
        const { weighted_amount: weighted, base_amount: base } = open;
        const to = (figure: string) =>
          listOf('/opportunities', filters, figure, [inStage(id)], '-base_amount');
        return (
          <li key={id}>
            <Link to={to('open')}>{name}</Link>
            <span className={styles.track} aria-hidden>
              <span style={{ inlineSize: `${shareOf(Number(base.amount), most)}%` }} />
              <span style={{ inlineSize: `${shareOf(Number(weighted.amount), most)}%` }} />
            </span>
            <span className={styles.worth}>{format.moneyRounded(weighted.amount, weighted.currency)}</span>
            <small>
              {t('glance.open', {
                count: open.count,
                amount: format.moneyRounded(base.amount, base.currency),
              })}
              {rotting > 0 && (
                <>
                  {' · '}
                  <Link to={to('rotting')} data-weight="warning">
                    {t('pipeline.rotting', { count: rotting })}
                  </Link>
                </>
              )}
            </small>
          </li>
        );
      })}
    </ul>
  );
}
