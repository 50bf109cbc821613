/** Operations in words. */
import { useTranslation } from 'react-i18next';
import { useFormat, type Format } from '../format';
import type { OperationShown } from './operations';

const OUTCOMES = [
  'created',
  'changed',
  'deleted',
  'restored',
  'updated',
  'removed',
  'unchanged',
  'skipped',
  'refused',
  'failed',
] as const;

type Counts = Readonly<Record<string, number>>;

/** "3 changed · 1 not possible": what became of the records, the empty outcomes left out. */
export function useOutcomes(): (counts: Counts) => string {
  const { t } = useTranslation('ui/operations');
  const format = useFormat();
  return (counts) => outcomes(counts, format.number, t);
}

/** Of an operation that deletes or brings back, what it changed is called by that. */
export function countsOf({ counts, request }: Pick<OperationShown, 'counts' | 'request'>): Counts {
  const { changed, ...others } = counts;
  if (changed === undefined || typeof request.deleted !== 'boolean') return counts;
  return { ...others, [request.deleted ? 'deleted' : 'restored']: changed };
}

type Told = (
  key: `outcomes.${(typeof OUTCOMES)[number]}`,
  values: { count: number; shown: string },
) => string;

export function outcomes(counts: Counts, number: Format['number'], t: Told): string {
  return OUTCOMES.flatMap((outcome) => {
    const count = counts[outcome] ?? 0;
    return count > 0 ? [t(`outcomes.${outcome}`, { count, shown: number(count) })] : [];
  }).join(' · ');
}

/** "Bulk edit of customers". */
export function useTitle(): (operation: Pick<OperationShown, 'kind' | 'target'>) => string {
  const { t, i18n } = useTranslation('ui/operations');
  return ({ kind, target }) => {
    const known = (key: string, name: string) =>
      i18n.exists(key, { ns: 'ui/operations' }) ? t(key as 'targets.customers') : name;
    return t('title', { kind: known(`kinds.${kind}`, kind), target: known(`targets.${target}`, target) });
  };
}
