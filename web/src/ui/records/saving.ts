/** What became of an edit of a record: saved, refused for a field, or in conflict with somebody else's. */
import { ProblemError, type FieldError } from '../../api/problems';
import type { FieldDescription } from './description';

/** Where a problem speaks of a field: `custom.level` is `/custom/level` to it. */
export const pointerOf = (name: string): string => `/${name.replaceAll('.', '/')}`;

export interface Conflict {
  field: FieldDescription;
  yours: unknown;
  theirs: unknown;
  original: unknown;
}

/** The fields that somebody else changed meanwhile, with the three values of each; none for any other error. */
export function conflictsOf(error: unknown, fields: readonly FieldDescription[]): Conflict[] {
  if (!(error instanceof ProblemError) || error.status !== 412) return [];
  return (error.problem.errors ?? []).flatMap(({ pointer, params }) => {
    const field = fields.find((one) => pointerOf(one.name) === pointer);
    const { yours, theirs, original } = params ?? {};
    return field ? [{ field, yours, theirs, original }] : [];
  });
}

/** The version that a conflict was found at: the next edit starts from it. */
export function versionOf(error: unknown): number | undefined {
  const version = error instanceof ProblemError ? error.problem.params?.version : undefined;
  return typeof version === 'number' ? version : undefined;
}

export interface Refusal {
  /** What is wrong with the field, as a whole or in its first part. */
  whole?: FieldError;
  /** What is wrong with a part of it: `0/number`. */
  at: (place: string) => FieldError | undefined;
}

/** What a problem says about one field; undefined when it is about something else. */
export function refusalOf(error: unknown, name: string): Refusal | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  const pointer = pointerOf(name);
  if (!error.at(pointer)) return undefined;
  const exactly = (place: string) => error.problem.errors?.find((one) => one.pointer === place);
  return { whole: exactly(pointer), at: (place) => exactly(`${pointer}/${place}`) };
}
