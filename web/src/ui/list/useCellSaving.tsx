import { useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../api/problems';
import { same } from '../fields/values';
import { useFieldErrorText, useProblemText } from '../problems';
import type { FieldDescription, ObjectDescription, RecordShown } from '../records/description';
import { conflictsOf, versionOf } from '../records/saving';
import type { Clash } from '../records/useRecordSaving';
import { valueOf, withChanges, writable } from '../records/values';
import { listKey, usePutRecord } from './useRecords';

const SHOWN = 6; // seconds in which an edit can be undone from its message

/** An edit that met somebody else's: what is chosen is saved over what is there now. */
interface Met<R> {
  clash: Clash;
  record: R;
  field: FieldDescription;
}

/** Saves one value of a row: shown at once, taken back when refused, and undone by a click. */
export function useCellSaving<R extends RecordShown>(description: ObjectDescription<R>) {
  const { t } = useTranslation('ui/list');
  const { message } = App.useApp();
  const refusal = useRefusal();
  const put = usePutRecord(description.list);
  const queries = useQueryClient();
  const [met, setMet] = useState<Met<R> | null>(null);
  const save = useCallback(
    async (record: R, field: FieldDescription, given: unknown) => {
      const change = async (from: R, value: unknown): Promise<R | undefined> => {
        put(withChanges(from, { [field.name]: value }));
        try {
          const saved = await description.update?.(from, { [field.name]: value });
          if (saved) put(saved);
          void queries.invalidateQueries({ queryKey: [...description.list.split('.'), from.id] });
          return saved;
        } catch (error) {
          put(from);
          const conflicts = conflictsOf(error, description.fields);
          if (conflicts.length > 0) {
            const version = versionOf(error) ?? from.version;
            const theirs = withChanges(from, { [field.name]: conflicts[0]?.theirs });
            setMet({ clash: { conflicts, changes: {}, version }, record: { ...theirs, version }, field });
            void queries.invalidateQueries({ queryKey: listKey(description.list) });
          } else void message.error(refusal(error));
          return undefined;
        }
      };
      const value = given === '' || given === undefined ? null : given;
      const before = writable(valueOf(record, field.name));
      if (same(before, value)) return;
      if (value === null && field.required) {
        void message.error(t('needed', { field: field.label }));
        return;
      }
      const saved = await change(record, value);
      if (!saved) return;
      const undo = () => {
        message.destroy(field.name);
        void change(saved, before);
      };
      void message.success({
        key: field.name,
        duration: SHOWN,
        content: (
          <>
            {t('saved', { field: field.label })}
            <Button type="link" size="small" onClick={undo}>
              {t('undo')}
            </Button>
          </>
        ),
      });
    },
    [description, message, put, queries, refusal, t],
  );
  const settle = (chosen: Readonly<Record<string, unknown>>) => {
    setMet(null);
    if (met && met.field.name in chosen) void save(met.record, met.field, chosen[met.field.name]);
  };
  return { save, clash: met?.clash ?? null, settle, forget: () => setMet(null) };
}

/** What is wrong with the one value, rather than that something is. */
function useRefusal(): (error: unknown) => string {
  const text = useProblemText();
  const fault = useFieldErrorText();
  return useCallback(
    (error: unknown) => {
      const first = error instanceof ProblemError && error.status === 422 ? error.problem.errors?.[0] : null;
      return first ? fault(first) : text(error);
    },
    [text, fault],
  );
}
