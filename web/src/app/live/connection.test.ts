import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection, waitAfter, type Opener } from './connection';
import type { News } from './news';

/** A gateway that notes how it was asked, and says what the test has it say. */
class Gateway {
  asked: { watch: readonly string[]; position: string }[] = [];
  refuses = false;
  private stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  open: Opener = (watch, position, signal) => {
    this.asked.push({ watch, position });
    if (this.refuses) return Promise.reject(new Error('503'));
    const body = new ReadableStream<Uint8Array>({
      start: (stream) => {
        this.stream = stream;
      },
    });
    signal.addEventListener('abort', () => (this.stream = undefined));
    return Promise.resolve(body);
  };

  async say(text: string): Promise<void> {
    this.stream?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(1);
  }

  close(): void {
    this.stream?.close();
  }
}

let gateway: Gateway;
let news: News[];
let connection: Connection;

beforeEach(() => {
  vi.useFakeTimers();
  gateway = new Gateway();
  news = [];
  connection = new Connection(
    { news: (one) => news.push(one), position: () => undefined },
    '',
    (watch, position, signal) => gateway.open(watch, position, signal),
  );
});
afterEach(() => {
  connection.stop();
  vi.useRealTimers();
});

test('what a page names while it opens is watched from the first', async () => {
  connection.watch(['customer:1']);
  connection.watch(['customer:1', 'contact:2']);
  await vi.advanceTimersByTimeAsync(250);
  expect(gateway.asked).toEqual([{ watch: ['customer:1', 'contact:2'], position: '' }]);
});

test('to watch more it goes on from where it stands, and does not when it watches all', async () => {
  connection.watch(['customer:1']);
  await vi.advanceTimersByTimeAsync(250);
  await gateway.say('event: ready\nid: customer=7\ndata: {}\n\n');
  connection.watch([]);
  connection.watch(['customer:1']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(gateway.asked).toHaveLength(1);
  connection.watch(['customer:2']);
  await vi.advanceTimersByTimeAsync(1000);
  expect(gateway.asked[1]).toEqual({ watch: ['customer:2'], position: 'customer=7' });
});

test('it comes back after an end, at a place that pings moved on', async () => {
  await vi.advanceTimersByTimeAsync(250);
  await gateway.say('event: ready\nid: customer=7\ndata: {}\n\n: ping\nid: customer=9\n\n');
  gateway.close();
  await vi.advanceTimersByTimeAsync(1001);
  expect(gateway.asked.map((one) => one.position)).toEqual(['', 'customer=9']);
});

test('a connection that says nothing any more is left', async () => {
  await vi.advanceTimersByTimeAsync(250);
  await gateway.say('event: ready\nid: customer=7\ndata: {}\n\n');
  await vi.advanceTimersByTimeAsync(46_000);
  expect(gateway.asked).toHaveLength(2);
});

test('while the gateway refuses it asks ever less often, and at once when the network is back', async () => {
  gateway.refuses = true;
  await vi.advanceTimersByTimeAsync(120_250);
  expect(gateway.asked.length).toBeGreaterThan(4);
  expect(gateway.asked.length).toBeLessThan(14);
  gateway.refuses = false;
  const before = gateway.asked.length;
  window.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(1);
  expect(gateway.asked).toHaveLength(before + 1);
});

test('after it was stopped nothing is asked or heard', async () => {
  await vi.advanceTimersByTimeAsync(250);
  connection.stop();
  await gateway.say('event: end\ndata: {"reason":"x"}\n\n');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(gateway.asked).toHaveLength(1);
  expect(news).toEqual([]);
});

test('waits grow and have an end', () => {
  expect(waitAfter(0, 1)).toBe(1000);
  expect(waitAfter(3, 0)).toBe(4000);
  expect(waitAfter(50, 1)).toBe(30_000);
});
