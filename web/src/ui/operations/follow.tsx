/** An operation that was begun: its progress while it is at work, its end with the way back, wherever one is. */
import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Progress, Space } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useFormat } from '../format';
import { useProblemText } from '../problems';
import {
  isAtWork,
  isUndoable,
  load,
  pageOf,
  percentOf,
  placeOf,
  POLLED,
  undo,
  type Operation,
} from './operations';
import { watched } from './watched';
import { countsOf, outcomes } from './words';

const SHOWN_SECONDS = 10;
const PATIENCE = 30;
const PLACE = 'bottomRight'; // as the inbox: above, the buttons of the page would be hidden

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Follow it to its end; what cannot be reached for a while is asked again. */
async function followed(begun: Operation, onStep: (now: Operation) => void): Promise<Operation> {
  let now = begun;
  for (let failures = 0; isAtWork(now);) {
    onStep(now);
    await pause(POLLED);
    try {
      now = await load(placeOf(now));
      failures = 0;
    } catch (error) {
      failures += 1;
      if (failures > PATIENCE) throw error;
    }
  }
  return now;
}

export function useFollow(): (operation: Operation) => Promise<void> {
  const { notification } = App.useApp();
  const { t } = useTranslation('ui/operations');
  const { number } = useFormat();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const problem = useProblemText();

  return useCallback(
    async function follow(begun: Operation): Promise<void> {
      const key = `operation ${begun.id}`;
      const place = placeOf(begun);
      watched.add(begun.id);
      const details = () => {
        notification.destroy(key);
        void navigate(pageOf(place));
      };
      const takeBack = () => {
        notification.destroy(key);
        undo(place).then(follow, (error: unknown) => notification.error({ title: problem(error) }));
      };
      const step = (now: Operation) => {
        if (!watched.has(begun.id)) return;
        notification.open({
          key,
          placement: PLACE,
          title: t('running'),
          duration: false,
          onClose: () => watched.delete(begun.id), // it goes on; the inbox will tell
          description: (
            <>
              <Progress percent={percentOf(now)} size="small" />
              {t('progress', { done: number(now.done), total: number(now.total) })} · {t('runningHint')}
            </>
          ),
        });
      };
      const end = (ended: Operation) => {
        const issues = ended.issues > 0 ? ` · ${t('issueCount', { count: ended.issues })}` : '';
        const told = (outcomes(countsOf(ended), number, t) || t('nothing')) + issues;
        const good = ended.state === 'done' && ended.issues === 0;
        const undoing = ended.state === 'done' && ended.kind === 'undo';
        notification[good ? 'success' : 'warning']({
          key,
          placement: PLACE,
          title: undoing ? t('undone') : t(ended.state as 'done' | 'failed' | 'cancelled'),
          description: told,
          duration: SHOWN_SECONDS,
          showProgress: true,
          actions: (
            <Space>
              <Button size="small" type="link" onClick={details}>
                {t('details')}
              </Button>
              {!undoing && isUndoable(ended) && (
                <Button size="small" type="primary" onClick={takeBack}>
                  {t('undo')}
                </Button>
              )}
            </Space>
          ),
        });
      };
      try {
        const ended = await followed(begun, step);
        if (watched.has(begun.id)) end(ended);
      } catch (error) {
        notification.error({ key, title: problem(error) });
      }
      await queries.invalidateQueries({ queryKey: [place.service] });
    },
    [notification, t, number, queries, navigate, problem],
  );
}
