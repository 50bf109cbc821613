import { ProblemError } from '../../api/problems';

/** The fields that a stage wants filled in before a deal enters it. */
export function wantedBy(error: unknown): string[] {
  if (!(error instanceof ProblemError)) return [];
  const faults = error.problem.errors ?? [];
  return faults.filter((one) => one.kind === 'required_by_stage').map((one) => one.pointer.slice(1));
}
