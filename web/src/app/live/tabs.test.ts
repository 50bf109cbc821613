import { beforeEach, expect, test } from 'vitest';
import type { News } from './news';
import { Tab, type Browser, type Ears } from './tabs';

/** Web Locks of one browser: first come, first served. */
class Locks {
  private readonly queues = new Map<string, (() => Promise<void>)[]>();

  request = (name: string, options: LockOptions, held: LockGrantedCallback<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const queue = this.queues.get(name) ?? [];
      this.queues.set(name, queue);
      const turn = async () => {
        resolve(await held(null));
        queue.shift();
        void queue[0]?.();
      };
      queue.push(turn);
      options.signal?.addEventListener('abort', () => {
        if (queue.indexOf(turn) > 0) {
          queue.splice(queue.indexOf(turn), 1);
          reject(new Error('aborted'));
        }
      });
      if (queue.length === 1) void turn();
    });
}

let browser: Browser;
let calls: { ears: Ears; position: string; watched: readonly string[]; stopped: boolean }[];

beforeEach(() => {
  const open = new Set<{ to: EventTarget }>();
  calls = [];
  browser = {
    locks: new Locks() as unknown as LockManager, // what of it tabs use
    channel: () => {
      const to = new EventTarget();
      const one = { to };
      open.add(one);
      return Object.assign(to, {
        postMessage: (message: unknown) => {
          const data: unknown = structuredClone(message);
          for (const other of open)
            if (other !== one) other.to.dispatchEvent(new MessageEvent('message', { data }));
        },
        close: () => open.delete(one),
      }) as unknown as BroadcastChannel; // what of it tabs use
    },
  };
});

function tab(heard: News[] = []): Tab {
  return new Tab(
    'live',
    (news) => heard.push(news),
    (ears, position) => {
      const call = { ears, position, watched: [] as readonly string[], stopped: false };
      calls.push(call);
      return { watch: (keys) => (call.watched = keys), stop: () => (call.stopped = true) };
    },
    browser,
  );
}

const settle = () => new Promise((resolve) => setTimeout(resolve));
const NEWS: News = { event: 'inbox', item_id: '1', version: 1, unread: 1 };

test('several tabs have one connection, which watches what all of them show', async () => {
  const [first, second] = [tab(), tab()];
  await settle();
  first.want(['customer:1']);
  second.want(['customer:2', 'customer:1']);
  expect(calls).toHaveLength(1);
  expect(calls[0]?.watched).toEqual(['customer:1', 'customer:2']);
});

test('every tab hears the news once', async () => {
  const heard: News[][] = [[], []];
  heard.forEach((one) => tab(one));
  await settle();
  calls[0]?.ears.news(NEWS);
  expect(heard).toEqual([[NEWS], [NEWS]]);
});

test('when the one with the connection goes, the next goes on from where it was, for all that are left', async () => {
  const tabs = [tab(), tab(), tab()] as const;
  await settle();
  tabs[1].want(['customer:1']);
  tabs[2].want(['customer:2']);
  calls[0]?.ears.position('customer=9');
  tabs[0].leave();
  await settle();
  expect(calls[0]?.stopped).toBe(true);
  expect(calls).toHaveLength(2);
  expect(calls[1]?.position).toBe('customer=9');
  expect(calls[1]?.watched).toEqual(['customer:1', 'customer:2']);
});

test('what a closed tab showed is not watched any longer', async () => {
  const [first, second] = [tab(), tab()];
  await settle();
  second.want(['customer:2']);
  second.leave();
  await settle();
  first.want(['customer:1']);
  expect(calls[0]?.watched).toEqual(['customer:1']);
});

test('without locks each tab has its own connection', async () => {
  browser = { locks: undefined, channel: () => undefined };
  tab();
  tab();
  await settle();
  expect(calls).toHaveLength(2);
});
