import type { components } from './schema';

export type Problem = components['schemas']['Problem'];
export type FieldError = NonNullable<Problem['errors']>[number];

/** What a service refused, as its RFC 9457 document says. */
export class ProblemError extends Error {
  constructor(
    readonly problem: Problem,
    readonly response: Response,
  ) {
    super(problem.title);
  }

  /** The stable kind: `not-found` of `urn:crm:problem:not-found`. */
  get kind(): string {
    return this.problem.type.replace('urn:crm:problem:', '');
  }

  get status(): number {
    return this.problem.status;
  }

  /** What is wrong with one field, named by its JSON pointer. */
  at(pointer: string): FieldError | undefined {
    return this.problem.errors?.find(
      (one) => one.pointer === pointer || one.pointer.startsWith(`${pointer}/`),
    );
  }
}

/** The service could not be reached at all. */
export class Unreachable extends Error {}

export async function problemOf(response: Response): Promise<ProblemError> {
  const body: unknown = await response.json().catch(() => null);
  const known = body !== null && typeof body === 'object' && 'type' in body;
  const unknown = { type: 'urn:crm:problem:unexpected', title: 'Unexpected', status: response.status };
  return new ProblemError((known ? body : unknown) as Problem, response);
}
