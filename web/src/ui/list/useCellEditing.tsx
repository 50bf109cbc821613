import type { ReactNode } from 'react';
import { ConflictDialog } from '../records/ConflictDialog';
import type { FieldDescription, ObjectDescription, RecordShown } from '../records/description';
import { valueIn } from '../records/values';
import { CellEditor } from './CellEditor';
import { useCellSaving } from './useCellSaving';
import type { Editing } from './useGrid';

interface Editor {
  column: number;
  content: ReactNode;
}

/** The editor of the one cell that is being changed, and what follows when somebody else changed it too. */
export function useCellEditing<R extends RecordShown>(
  description: ObjectDescription<R>,
  columns: readonly FieldDescription[],
  editing: Editing<R> | null,
  leave: () => void,
): { editorOf: (record: R) => Editor | undefined; dialog: ReactNode } {
  const { save, clash, settle, forget } = useCellSaving(description);
  const editorOf = ({ id }: R) => {
    const field = columns[editing?.column ?? -1];
    if (editing?.record.id !== id || !field) return undefined;
    const { record } = editing;
    const done = (value: unknown) => {
      leave();
      void save(record, field, value);
    };
    const value = valueIn(record, field);
    const content = <CellEditor field={field} value={value} onSave={done} onCancel={leave} />;
    return { column: editing.column, content };
  };
  const dialog = clash && <ConflictDialog clash={clash} onSettle={settle} onCancel={forget} />;
  return { editorOf, dialog };
}
