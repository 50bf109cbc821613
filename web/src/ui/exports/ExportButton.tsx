import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import type { ObjectDescription, RecordShown } from '../records/description';
import { exportOf, type Shown } from './exports';

const ExportDialog = lazy(async () => ({ default: (await import('./ExportDialog')).ExportDialog }));

interface Props<R extends RecordShown> {
  description: Pick<ObjectDescription<R>, 'list' | 'permissions'>;
  /** What the list shows. */
  query: Shown;
}

/** What a list shows as a file, for those who may take it with them. */
export function ExportButton<R extends RecordShown>({ description, query }: Props<R>) {
  const { t } = useTranslation('ui/exports');
  const [open, setOpen] = useState(false);
  const held = useMe().permissions;
  const permission = description.permissions.export;
  if (permission === undefined || !(permission in held) || !exportOf(description.list)) return null;
  return (
    <>
      <Button size="small" type="text" icon={<DownloadOutlined aria-hidden />} onClick={() => setOpen(true)}>
        {t('button')}
      </Button>
      {open && (
        <Suspense>
          <ExportDialog list={description.list} query={query} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
