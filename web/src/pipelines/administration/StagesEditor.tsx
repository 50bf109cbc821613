import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageGiven } from '../queries';
import styles from './administration.module.css';
import { reordered } from './order';
import { StageRow } from './StageRow';

interface Props {
  stages: readonly StageGiven[];
  onChange: (stages: StageGiven[]) => void;
  onRemove: (index: number) => void;
  /** What is wrong with a part of a stage: `0/name`. */
  fault: (place: string) => string | undefined;
}

const MOST = 20;

/** The stages in their order, which is changed by dragging them or with the arrow keys. */
export function StagesEditor({ stages, onChange, onRemove, fault }: Props) {
  const { t } = useTranslation('pipelines');
  const [held, setHeld] = useState<number | null>(null);
  const order = (from: number, gap: number) => onChange(reordered(stages, from, gap));
  const step = (from: number, by: 1 | -1) => {
    const to = from + by;
    if (to < 0 || to >= stages.length) return;
    order(from, by > 0 ? to + 1 : to);
    setHeld(to);
  };
  return (
    <fieldset className={styles.stages}>
      <legend>{t('stages.title')}</legend>
      <p className={styles.hint}>{t('stages.text')}</p>
      <ol>
        {stages.map((stage, index) => (
          <StageRow
            key={stage.id ?? `new ${index}`}
            {...{ stage, index }}
            held={held === index}
            fault={(part) => fault(`${index}/${part}`)}
            onChange={(changes) =>
              onChange(stages.map((one, at) => (at === index ? { ...one, ...changes } : one)))
            }
            onStep={(by) => step(index, by)}
            onDrop={order}
            onRemove={stages.length > 1 ? () => onRemove(index) : undefined}
          />
        ))}
      </ol>
      {stages.length < MOST && (
        <Button
          type="dashed"
          icon={<PlusOutlined />}
          onClick={() =>
            onChange([...stages, { name: '', probability: 50, required_fields: [], rotting_days: null }])
          }
        >
          {t('stages.add')}
        </Button>
      )}
    </fieldset>
  );
}
