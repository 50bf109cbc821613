/** The choices of an import being set up: kept here while they are made, told to the service at each step. */
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useImportActs, type ImportDetailed, type ImportUpdate } from '../calls';
import { choicesOf, updateOf, type Choices } from '../mapping';
import { listOf, pageOf, useService } from '../place';

export const STEPS = ['file', 'columns', 'check'] as const;
export type Step = (typeof STEPS)[number];

/** The step stands in the address, so that it can be sent and gone back from. */
export function stepOf(text: string | null): Step {
  return STEPS.find((one) => one === text) ?? 'file';
}

export function useSetup(job: ImportDetailed) {
  const [address, setAddress] = useSearchParams();
  const go = useNavigate();
  const service = useService();
  const acts = useImportActs();
  const [choices, setChoices] = useState<Choices>(() => choicesOf(job));
  const [problem, setProblem] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const step = stepOf(address.get('step'));

  /** Run one thing; what is refused stays in `problem` until something changes. */
  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const goTo = (next: Step) =>
    attempt(async () => {
      const update = next === 'check' ? updateOf(job, choices) : undefined;
      if (update) setChoices(choicesOf(await acts.choose(job.id, update)));
      setAddress({ step: next });
    });
  return {
    step,
    choices,
    problem,
    busy,
    goTo,
    change: (next: Choices) => {
      setProblem(undefined);
      setChoices(next);
    },
    /** Have the file read anew, or as something else; the answer brings suggestions of its own. */
    read: (how: ImportUpdate) =>
      attempt(async () => {
        const read = await acts.choose(job.id, how);
        const { match_by, defaults } = read.options; // of these only what fits was kept
        const options = { ...choices.options, match_by, defaults };
        setChoices({ ...choicesOf(read), options, suggested: read.mapping });
      }),
    start: () =>
      attempt(async () => {
        await acts.start(job.id);
        void go(pageOf(service, job.id), { replace: true });
      }),
    discard: () =>
      attempt(async () => {
        await acts.cancel(job.id);
        void go(listOf(service));
      }),
  };
}

export type SetupState = ReturnType<typeof useSetup>;
