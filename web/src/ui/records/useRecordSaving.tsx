import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problems';
import { useProblemText } from '../problems';
import type { ObjectDescription, RecordShown } from './description';
import { conflictsOf, pointerOf, versionOf, type Conflict } from './saving';
import { valueOf, writable } from './values';

export type Changes = Readonly<Record<string, unknown>>;

/** An edit that met somebody else's, to be decided by whoever made it. */
export interface Clash {
  conflicts: readonly Conflict[];
  changes: Changes;
  /** The version to go on from. */
  version: number;
}

export interface Saving {
  /** Saves; throws what is wrong with the fields themselves, so that it is told where they are. */
  save: (changes: Changes) => Promise<void>;
  clash: Clash | null;
  /** Save what was chosen in a conflict, over what is there now. */
  settle: (chosen: Changes) => Promise<void>;
  forget: () => void;
}

const SHOWN = 6; // seconds in which an edit can be undone from its message

/** Edits of one record: what was saved is shown everywhere, and can be undone from its message. */
export function useRecordSaving<R extends RecordShown>(
  description: ObjectDescription<R>,
  record: R,
  onSaved: (saved: R) => void,
  reload: () => void,
): Saving {
  const { t } = useTranslation('ui/records');
  const { message } = App.useApp();
  const text = useProblemText();
  const [clash, setClash] = useState<Clash | null>(null);

  const attempt = useCallback(
    async (from: R, changes: Changes, offer: (saved: R) => void) => {
      if (!description.update) return;
      try {
        const saved = await description.update(from, changes);
        onSaved(saved);
        offer(saved);
      } catch (error) {
        const conflicts = conflictsOf(error, description.fields);
        if (conflicts.length > 0) {
          setClash({ conflicts, changes, version: versionOf(error) ?? from.version });
          reload();
          return;
        }
        if (!isOfFields(error, changes)) void message.error(text(error));
        throw error;
      }
    },
    [description, onSaved, reload, message, text],
  );
  const save = useCallback(
    (changes: Changes) => {
      const before = Object.fromEntries(
        Object.keys(changes).map((name) => [name, writable(valueOf(record, name))]),
      );
      const undo = (saved: R) => {
        message.destroy(record.id);
        void attempt(saved, before, () => undefined).catch(() => undefined); // said where it failed
      };
      return attempt(record, changes, (saved) => {
        const content = <Saved text={t('saved')} undo={t('undo')} onUndo={() => undo(saved)} />;
        void message.success({ key: record.id, duration: SHOWN, content });
      });
    },
    [attempt, record, message, t],
  );
  const settle = async (chosen: Changes) => {
    if (clash === null) return;
    setClash(null);
    if (Object.keys(chosen).length > 0)
      await attempt({ ...record, version: clash.version }, chosen, () => void message.success(t('saved')));
  };
  return { save, clash, settle, forget: () => setClash(null) };
}

function isOfFields(error: unknown, changes: Changes): boolean {
  if (!(error instanceof ProblemError)) return false;
  return Object.keys(changes).some((name) => error.at(pointerOf(name)) !== undefined);
}

function Saved({ text, undo, onUndo }: { text: string; undo: string; onUndo: () => void }) {
  return (
    <>
      {text}{' '}
      <Button type="link" size="small" onClick={onUndo}>
        {undo}
      </Button>
    </>
  );
}
