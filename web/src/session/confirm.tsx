/**
 * Dangerous calls need a sign-in, or a confirmation of it, in the last minutes. Wrap such a call:
 * `await confirmFirst(() => data(api.POST(...)))` asks for the password or code when the service wants it,
 * and repeats the call.
 */
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { ProblemError } from '../api/problems';

const ConfirmDialog = lazy(() => import('./ConfirmDialog'));

interface Question {
  answer: Promise<boolean>;
  settle: (confirmed: boolean) => void;
}

let question: Question | null = null;
const listeners = new Set<() => void>();

/** Whoever gives up gets the service's refusal thrown, as if there had been no question. */
export async function confirmFirst<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ProblemError) || error.kind !== 'confirmation-required') throw error;
    if (!(await ask())) throw error;
    return call();
  }
}

/** Several calls that are refused at once ask one question. */
function ask(): Promise<boolean> {
  if (!question) {
    const { promise, resolve } = deferred();
    question = { answer: promise, settle: resolve };
    tell();
  }
  return question.answer;
}

function deferred(): { promise: Promise<boolean>; resolve: (value: boolean) => void } {
  let resolve: (value: boolean) => void = () => undefined;
  const promise = new Promise<boolean>((settled) => {
    resolve = settled;
  });
  return { promise, resolve };
}

export function settleQuestion(confirmed: boolean): void {
  question?.settle(confirmed);
  question = null;
  tell();
}

function tell(): void {
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const isAsking = () => question !== null;

/** Stands once in the shell. */
export function Confirming() {
  const open = useSyncExternalStore(subscribe, isAsking);
  if (!open) return null;
  return (
    <Suspense>
      <ConfirmDialog onEnd={settleQuestion} />
    </Suspense>
  );
}
