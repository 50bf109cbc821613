import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { usePipelines, type Stage } from '../../pipelines/queries';
import { useFormat } from '../../ui/format';
import { AskDialog } from '../closing/AskDialog';
import { wantedBy } from '../closing/wanted';
import { moveOpportunity, useShowSaved, type Opportunity } from '../queries';
import styles from './header.module.css';

interface Wanted {
  stage: Stage;
  fields: readonly string[];
}

/** The stages as steps: the one it stands in, those behind it, and the way to each. */
export function StagePath({ deal, may }: { deal: Opportunity; may: boolean }) {
  const { t } = useTranslation('opportunities');
  const format = useFormat();
  const show = useShowSaved();
  const pipeline = usePipelines().data?.find((one) => one.id === deal.pipeline_id);
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [going, setGoing] = useState<string | null>(null);
  const moving = useSaving(
    async (stage: Stage) => {
      setGoing(stage.id);
      try {
        return await moveOpportunity(deal.id, { stage_id: stage.id });
      } catch (error) {
        const fields = wantedBy(error);
        if (fields.length === 0) throw error;
        setWanted({ stage, fields });
        return null;
      } finally {
        setGoing(null);
      }
    },
    { touches: [], done: (saved) => saved && show(saved) },
  );
  const here = useRef<HTMLLIElement>(null);
  const at = pipeline?.stages.findIndex((one) => one.id === (going ?? deal.stage_id));
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [at]);
  if (!pipeline || at === undefined) return null;
  const fixed = !may || deal.status !== 'open';
  return (
    <nav className={styles.path} tabIndex={0} aria-label={t('path.label', { name: pipeline.name })}>
      <ol>
        {pipeline.stages.map((stage, index) => (
          <li
            key={stage.id}
            ref={index === at ? here : undefined}
            data-done={index < at}
            aria-current={index === at ? 'step' : undefined}
          >
            <button
              type="button"
              disabled={fixed || index === at}
              title={index === at ? t('path.since', { since: format.relative(deal.stage_since) }) : undefined}
              onClick={() => moving.mutate(stage)}
            >
              {stage.name}
            </button>
          </li>
        ))}
      </ol>
      {wanted && (
        <AskDialog
          {...{ deal }}
          wanted={wanted.fields}
          onFilled={() => moving.mutate(wanted.stage)}
          onClose={() => setWanted(null)}
        />
      )}
    </nav>
  );
}
