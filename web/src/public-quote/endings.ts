/** Why an offer cannot be answered, or not be found. */
import { ProblemError } from '../api/problems';

export type Ending = 'expired' | 'superseded' | 'withdrawn' | 'unknown' | 'busy';

const OVER = ['expired', 'superseded', 'withdrawn'] as const;

/** null: something else went wrong, and trying again may help. */
export function endingOf(error: unknown): Ending | null {
  if (!(error instanceof ProblemError)) return null;
  if (error.status === 410) return OVER.find((one) => one === error.problem.params?.state) ?? 'withdrawn';
  if (error.status === 429) return 'busy';
  return error.status === 404 || error.status === 422 ? 'unknown' : null;
}
