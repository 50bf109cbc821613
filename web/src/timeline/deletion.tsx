import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../ui/problems';
import type { Entry } from './filters';
import { bodyAgain, useRecord, useRemove, type About } from './queries';

const SECONDS = 8;

/** An entry is deleted at once; the toast brings it back. */
export function useDeletion(about: About): (entry: Entry) => void {
  const { t } = useTranslation('timeline');
  const { message } = App.useApp();
  const text = useProblemText();
  const { mutateAsync: remove } = useRemove(about);
  const { mutateAsync: record } = useRecord(about);
  const failed = (error: unknown) => void message.error(text(error));
  return (entry) => {
    const key = `deleted:${entry.id}`;
    const undo = () => {
      message.destroy(key);
      record(bodyAgain(entry)).catch(failed);
    };
    const content = (
      <>
        {t('entry.deleted')}
        <Button type="link" size="small" onClick={undo}>
          {t('entry.undo')}
        </Button>
      </>
    );
    remove(entry).then(() => void message.open({ key, type: 'success', duration: SECONDS, content }), failed);
  };
}
