/**
 * One live connection to the gateway, kept open: after an interruption it goes on where it stopped. To watch
 * more it connects anew from where it stands, so what changed between loading a record and watching it is
 * told too (replacing the watch of an open connection would lose that).
 */
import { api } from '../../api/client';
import { newsOf, type News } from './news';
import { parser } from './sse';

const MOST = 100; // keys that the gateway takes
const SETTLE = 200; // ms in which a page says all that it shows
const SILENCE = 45_000; // ms; the gateway pings every 15 s
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;

export type Opener = (
  watch: readonly string[],
  position: string,
  signal: AbortSignal,
) => Promise<ReadableStream<Uint8Array> | null>;

interface Ears {
  news: (one: News) => void;
  position: (id: string) => void;
}

const open: Opener = async (watch, position, signal) => {
  const header = position ? { 'Last-Event-ID': position } : {};
  const params = { query: { watch: [...watch] }, header };
  const { response } = await api.GET('/api/stream', { params, signal, parseAs: 'stream' });
  return response.body;
};

/** How long to wait after so many failures in a row, so that not everybody comes at once. */
export function waitAfter(failures: number, chance: number): number {
  return Math.min(FIRST_WAIT * 2 ** failures, LONGEST_WAIT) * (0.5 + chance / 2);
}

export class Connection {
  private wanted: readonly string[] = [];
  private watched = new Set<string>();
  private failures = 0;
  private stopped = false;
  private attempt = new AbortController();
  private wake: () => void = () => undefined;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly ears: Ears,
    private position = '',
    private readonly opener: Opener = open,
  ) {
    window.addEventListener('online', this.hurry);
    this.settling = setTimeout(() => void this.run(), SETTLE);
  }

  /** Replace what is watched. What is no longer shown is watched on until something new is. */
  watch(keys: readonly string[]): void {
    this.wanted = keys.slice(0, MOST);
    if (this.wanted.every((key) => this.watched.has(key))) return;
    if (this.watched.size === 0 && this.settling !== undefined) return; // about to open for the first time
    clearTimeout(this.settling);
    this.settling = setTimeout(this.again, SETTLE);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.settling);
    window.removeEventListener('online', this.hurry);
    this.again();
  }

  private readonly again = (): void => {
    this.settling = undefined;
    this.attempt.abort();
    this.wake();
  };

  private readonly hurry = (): void => {
    this.failures = 0;
    this.wake();
  };

  private async run(): Promise<void> {
    this.settling = undefined;
    while (!this.stopped) {
      this.attempt = new AbortController();
      const { signal } = this.attempt;
      try {
        this.watched = new Set(this.wanted);
        await this.read(signal);
      } catch {
        // Whatever it was: what to do is the same.
      }
      if (!signal.aborted) await this.pause();
      else if (signal.reason === SILENCE) this.failures += 1;
    }
  }

  private async read(signal: AbortSignal): Promise<void> {
    const body = await this.opener(this.wanted, this.position, signal);
    if (!body) return;
    const feed = parser({
      event: ({ event, data }) => {
        this.failures = 0;
        const news = newsOf(event, data);
        if (news) this.ears.news(news);
      },
      position: (id) => {
        this.position = id;
        this.ears.position(id);
      },
    });
    const text = new TextDecoder();
    const reader = body.getReader();
    for (;;) {
      const piece = await this.inTime(reader, signal);
      if (piece.done) return;
      feed(text.decode(piece.value, { stream: true }));
    }
  }

  /** A connection that is dead without having said so is left. */
  private async inTime(reader: ReadableStreamDefaultReader<Uint8Array>, signal: AbortSignal) {
    const silence = setTimeout(() => this.attempt.abort(SILENCE), SILENCE);
    const aborted = () => void reader.cancel().catch(() => undefined);
    signal.addEventListener('abort', aborted, { once: true });
    try {
      return await reader.read();
    } finally {
      clearTimeout(silence);
      signal.removeEventListener('abort', aborted);
    }
  }

  private async pause(): Promise<void> {
    const wait = waitAfter(this.failures, Math.random());
    this.failures += 1;
    await new Promise<void>((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, wait);
    });
  }
}
