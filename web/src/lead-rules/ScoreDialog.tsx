import { useTranslation } from 'react-i18next';
import { NewDialog } from '../administration/shared/NewDialog';
import type { FieldDescription } from '../ui/records/description';
import { ConditionField } from './ConditionField';
import { EVERY } from './facts';
import { saveScore, SCORE, type ScoreGiven, type ScoreRule } from './queries';

/** Which leads are worth more, or less. */
export function ScoreDialog({ rule, onClose }: { rule: ScoreRule | null; onClose: () => void }) {
  const { t } = useTranslation('lead-rules');
  const fields: FieldDescription[] = [
    { name: 'name', kind: 'text', label: t('name'), required: true },
    { name: 'points', kind: 'number', label: t('points'), hint: t('pointsHint'), required: true },
    { name: 'active', kind: 'flag', label: t('active') },
  ];
  return (
    <NewDialog
      title={t(rule ? 'score.edit' : 'score.new')}
      ok={t(rule ? 'save' : 'create')}
      fields={fields}
      initial={rule ? { ...rule } : { condition: EVERY, active: true }}
      more={(values, set, fault) => (
        <ConditionField
          value={values.condition}
          onChange={(condition) => set('condition', condition)}
          error={fault('condition')}
        />
      )}
      call={(values) => saveScore(rule, bodyOf(values))}
      touches={[SCORE]}
      said={t('score.soon')}
      onClose={onClose}
    />
  );
}

const bodyOf = ({ name, condition, points, active }: Readonly<Record<string, unknown>>): ScoreGiven =>
  ({ name, condition: condition ?? EVERY, points, active: active ?? false }) as ScoreGiven; // as: of the fields
