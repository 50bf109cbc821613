/** An export that was begun: how far it is, and its file as soon as it is there. */
import { App, Button } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import { useProblemText } from '../problems';
import { isBeingMade, type Export, type ExportDoor } from './exports';

const POLLED = 1000;
const PATIENCE = 30;

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
      const watch = { on: true };
      const onClose = () => {
        watch.on = false; // it goes on; the inbox will tell
      };
      const step = ({ rows }: Export) => {
        if (!watch.on) return;
        const told = rows > 0 ? `${t('rows', { count: rows, shown: number(rows) })}. ` : '';
        const description = told + t('runningHint');
        notification.info({ key, title: t('running'), description, duration: false, onClose });
      };
      const ready = ({ id, rows }: Export) => {
        download(door.file(id));
        const actions = (
          <Button size="small" type="primary" onClick={() => download(door.file(id))}>
            {t('download')}
          </Button>
        );
        const description = t('doneRows', { count: rows, shown: number(rows) });
        notification.success({ key, title: t('done'), description, actions, duration: 20 });
      };
      const fail = ({ reason }: Export) => {
        const own = `reasons.${String(reason?.kind)}`;
        const known = i18n.exists(own, { ns: 'ui/exports' }) ? own : 'reasons.unknown';
        const description = t(known as 'reasons.unknown');
        notification.error({ key, title: t('failed'), description, duration: false });
      };
      try {
        const ended = await followed(door, begun, step);
        if (!watch.on) return;
        if (ended.state === 'done') ready(ended);
        else fail(ended);
      } catch (error) {
        notification.error({ key, title: problem(error) });
      }
    },
    [notification, t, i18n, number, problem],
  );
}
