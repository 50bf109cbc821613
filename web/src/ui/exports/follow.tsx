/** An export that was begun: how far it is, and its file as soon as it is there. */
import { App, Button } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import { watched } from '../operations/watched';
import { useProblemText } from '../problems';
import { isBeingMade, type Export, type ExportDoor } from './exports';

const POLLED = 1000;
const PATIENCE = 30;
const placement = 'bottomRight'; // as the inbox

async function followed(door: ExportDoor, begun: Export, onStep: (now: Export) => void): Promise<Export> {
  let now = begun;
  for (let failures = 0; isBeingMade(now);) {
    onStep(now);
    await new Promise((done) => setTimeout(done, POLLED));
    try {
      now = await door.load(now.id);
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures > PATIENCE) throw error;
    }
  }
  return now;
}

/** The browser saves what comes as an attachment and stays where it is. */
function download(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

export function useFollowExport(): (door: ExportDoor, begun: Export) => Promise<void> {
  const { notification } = App.useApp();
  const { t, i18n } = useTranslation('ui/exports');
  const { number } = useFormat();
  const problem = useProblemText();
  return useCallback(
    async (door, begun) => {
      const key = `export ${begun.id}`;
      watched.add(begun.id);
      const onClose = () => watched.delete(begun.id); // it goes on; the inbox will tell
      const step = ({ rows }: Export) => {
        if (!watched.has(begun.id)) return;
        const told = rows > 0 ? `${t('rows', { count: rows, shown: number(rows) })}. ` : '';
        const description = told + t('runningHint');
        notification.info({ key, placement, title: t('running'), description, duration: false, onClose });
      };
      const ready = ({ id, rows }: Export) => {
        download(door.file(id));
        const actions = (
          <Button size="small" type="primary" onClick={() => download(door.file(id))}>
            {t('download')}
          </Button>
        );
        const description = t('doneRows', { count: rows, shown: number(rows) });
        notification.success({ key, placement, title: t('done'), description, actions, duration: 20 });
      };
      const fail = ({ reason }: Export) => {
        const own = `reasons.${String(reason?.kind)}`;
        const known = i18n.exists(own, { ns: 'ui/exports' }) ? own : 'reasons.unknown';
        const description = t(known as 'reasons.unknown');
        notification.error({ key, placement, title: t('failed'), description, duration: false });
      };
      try {
        const ended = await followed(door, begun, step);
        if (!watched.has(begun.id)) return;
        if (ended.state === 'done') ready(ended);
        else fail(ended);
      } catch (error) {
        notification.error({ key, placement, title: problem(error) });
      }
    },
    [notification, t, i18n, number, problem],
  );
}
