import { DownloadOutlined } from '@ant-design/icons';
import { Button, type ButtonProps } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import type { ObjectDescription, RecordShown } from '../records/description';
import { mayExport, type Shown } from './exports';

const ExportDialog = lazy(async () => ({ default: (await import('./ExportDialog')).ExportDialog }));

interface Props<R extends RecordShown> {
  description: Pick<ObjectDescription<R>, 'list' | 'permissions'>;
  query: Shown;
  type?: ButtonProps['type'];
}

/** What a list shows, or what is picked in it, as a file. */
export function ExportButton<R extends RecordShown>({ description, query, type = 'text' }: Props<R>) {
  const { t } = useTranslation('ui/exports');
  const [open, setOpen] = useState(false);
  const held = useMe().permissions;
  if (!mayExport(description, held)) return null;
  return (
    <>
      <Button size="small" type={type} icon={<DownloadOutlined aria-hidden />} onClick={() => setOpen(true)}>
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
