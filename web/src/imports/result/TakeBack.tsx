import { Button, Tag } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAtWork, isUndoable, useOperation } from '../../ui/operations/operations';
import { UndoDialog } from '../../ui/operations/UndoDialog';
import type { ImportDetailed } from '../calls';

/** The way back: an import that wrote something is an operation of the same id. */
export function TakeBack({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const [open, setOpen] = useState(false);
  const operation = useOperation(job.id).data;
  if (!operation) return null;
  if (operation.undone_by_id) return <Undone id={operation.undone_by_id} />;
  if (!isUndoable(operation)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('result.undo')}</Button>
      <Suspense>{open && <UndoDialog id={job.id} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

function Undone({ id }: { id: string }) {
  const { t } = useTranslation('imports');
  const undo = useOperation(id).data;
  return undo && <Tag>{t(isAtWork(undo) ? 'result.undoing' : 'result.undone')}</Tag>;
}
