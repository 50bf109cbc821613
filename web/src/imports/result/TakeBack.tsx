import { Button, Tag } from 'antd';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAtWork, isUndoable, useOperation, type Place } from '../../ui/operations/operations';
import { UndoDialog } from '../../ui/operations/UndoDialog';
import type { ImportDetailed } from '../calls';
import { useService } from '../place';

/** The way back: an import that wrote something is an operation of the same id. */
export function TakeBack({ job }: { job: ImportDetailed }) {
  const { t } = useTranslation('imports');
  const [open, setOpen] = useState(false);
  const place = { service: useService(), id: job.id };
  const operation = useOperation(place).data;
  if (!operation) return null;
  if (operation.undone_by_id) return <Undone place={{ ...place, id: operation.undone_by_id }} />;
  if (!isUndoable(operation)) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('result.undo')}</Button>
      <Suspense>{open && <UndoDialog place={place} onClose={() => setOpen(false)} />}</Suspense>
    </>
  );
}

function Undone({ place }: { place: Place }) {
  const { t } = useTranslation('imports');
  const undo = useOperation(place).data;
  return undo && <Tag>{t(isAtWork(undo) ? 'result.undoing' : 'result.undone')}</Tag>;
}
