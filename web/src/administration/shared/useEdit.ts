/** An edit of a record in a form: what was changed since which version, saved together. */
import type { QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problems';
import type { RecordShown } from '../../ui/records/description';
import { useSaving } from './saving';

export type Changes = Record<string, unknown>;

interface Begun {
  version: number;
  changes: Changes;
}

interface Calls<R extends RecordShown> {
  load: () => Promise<R>;
  update: (version: number, changes: Changes) => Promise<R>;
  touches: readonly QueryKey[];
  said?: string;
  done?: () => void;
}

export interface Edit<R = unknown> {
  /** The record with the changes so far. */
  values: Readonly<Record<string, unknown>>;
  shown: R;
  changes: Changes;
  set: (name: string, value: unknown) => void;
  dirty: boolean;
  busy: boolean;
  error: unknown;
  save: () => void;
  drop: () => void;
  /** Save all the same what somebody else changed meanwhile. */
  insist: () => void;
  /** Keep what somebody else changed meanwhile, and save the rest. */
  yield: () => void;
}

export function useEdit<R extends RecordShown>(
  record: R,
  { load, update, touches, said, done }: Calls<R>,
): Edit<R> {
  const { t } = useTranslation('administration');
  const [begun, setBegun] = useState<Begun | null>(null);
  const saving = useSaving(({ version, changes }: Begun) => update(version, changes), {
    touches,
    said: said ?? t('saved'),
    done: () => {
      setBegun(null);
      done?.();
    },
  });
  const drop = () => {
    saving.reset();
    setBegun(null);
  };
  const anew = async (changes: Changes) => {
    const { version } = await load();
    setBegun({ version, changes });
    if (Object.keys(changes).length === 0) drop();
    else saving.mutate({ version, changes });
  };
  return {
    values: { ...record, ...begun?.changes },
    shown: { ...record, ...begun?.changes },
    changes: begun?.changes ?? {},
    set: (name, value) =>
      setBegun((before) => ({
        version: before?.version ?? record.version,
        changes: { ...before?.changes, [name]: value },
      })),
    dirty: begun !== null,
    busy: saving.isPending,
    error: saving.error,
    save: () => {
      if (begun) saving.mutate(begun);
    },
    drop,
    insist: () => void anew(begun?.changes ?? {}),
    yield: () => void anew(without(begun?.changes ?? {}, contested(saving.error))),
  };
}

/** The fields that somebody else changed meanwhile. */
export function contested(error: unknown): string[] {
  if (!(error instanceof ProblemError) || error.kind !== 'edit-conflict') return [];
  return (error.problem.errors ?? []).map((one) => one.pointer.split('/')[1] ?? '');
}

export function without(changes: Changes, names: readonly string[]): Changes {
  return Object.fromEntries(Object.entries(changes).filter(([name]) => !names.includes(name)));
}

/** A description that was emptied is an empty text: editors say null. */
export const written = (changes: Changes): Changes =>
  'description' in changes ? { ...changes, description: changes.description ?? '' } : changes;
