import { useTranslation } from 'react-i18next';
import type { StageGiven } from './queries';

const USUAL = [
  { name: 'qualify', probability: 10, rotting_days: 14 },
  { name: 'need', probability: 25, rotting_days: 21 },
  { name: 'offer', probability: 50, rotting_days: 14 },
  { name: 'negotiate', probability: 75, rotting_days: 14 },
] as const;

/** Stages that most teams begin with. */
export function useUsualStages(): StageGiven[] {
  const { t } = useTranslation('pipelines');
  return USUAL.map((one) => ({ ...one, name: t(`first.stages.${one.name}`), required_fields: [] }));
}
