import type { Verification } from './queries';

type Verdict = 'info' | 'success' | 'warning' | 'error';

/** Whole only when it was held against something that whoever can write the database cannot change. */
export function verdictOf({
  state,
  outcome,
  anchors,
}: Pick<Verification, 'state' | 'outcome' | 'anchors'>): Verdict {
  if (state === 'failed') return 'warning';
  if (state !== 'done') return 'info';
  if (outcome !== 'whole') return 'error';
  return anchors > 0 ? 'success' : 'warning';
}
