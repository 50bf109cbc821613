/**
 * Several tabs of one browser share one connection. One of them, the holder of a Web Lock, has it and tells
 * the others what it hears; when it closes, the lock goes to the next one, which goes on from where the
 * first one was. Where there are no locks (a page without TLS) each tab has its own.
 */
import type { News } from './news';

export interface Line {
  watch: (keys: readonly string[]) => void;
  stop: () => void;
}

export interface Ears {
  news: (one: News) => void;
  position: (id: string) => void;
}

export type Caller = (ears: Ears, position: string) => Line;

type Message =
  | { kind: 'want'; tab: string; keys: readonly string[] }
  | { kind: 'who' }
  | { kind: 'heard'; position: string; news?: News };

export interface Browser {
  locks: Pick<LockManager, 'request'> | undefined;
  channel: (name: string) => BroadcastChannel | undefined;
}

export const thisBrowser: Browser = {
  // Browsers have it only in secure contexts, whatever the types say.
  locks: navigator.locks,
  channel: (name) => ('BroadcastChannel' in window ? new BroadcastChannel(name) : undefined),
};

export class Tab {
  private readonly id = Math.random().toString(36).slice(2);
  private readonly channel: BroadcastChannel | undefined;
  private readonly left = new AbortController();
  private keys: readonly string[] = [];
  private position = '';
  private line: Line | undefined;
  private readonly others = new Map<string, readonly string[]>();

  constructor(
    private readonly name: string,
    private readonly hear: (news: News) => void,
    private readonly call: Caller,
    private readonly browser: Browser = thisBrowser,
  ) {
    this.channel = browser.locks && browser.channel(name);
    this.channel?.addEventListener('message', (event: MessageEvent<Message>) => this.receive(event.data));
    void this.hold(`${name}:${this.id}`, () => undefined); // so that whoever leads hears when this tab goes
    void this.hold(name, () => this.lead());
  }

  /** What this tab shows now. */
  want(keys: readonly string[]): void {
    this.keys = keys;
    if (this.line) this.line.watch(this.all());
    else this.send({ kind: 'want', tab: this.id, keys });
  }

  leave(): void {
    this.left.abort();
    this.line?.stop();
    this.line = undefined;
    this.channel?.close();
  }

  private lead(): void {
    if (this.left.signal.aborted) return;
    const heard = (news?: News) => this.send({ kind: 'heard', position: this.position, news });
    this.line = this.call(
      {
        news: (news) => {
          heard(news);
          this.hear(news);
        },
        position: (id) => {
          this.position = id;
          heard();
        },
      },
      this.position,
    );
    this.line.watch(this.all());
    this.send({ kind: 'who' });
  }

  private receive(message: Message): void {
    if (message.kind === 'heard') {
      this.position = message.position;
      if (message.news) this.hear(message.news);
    } else if (message.kind === 'who') this.send({ kind: 'want', tab: this.id, keys: this.keys });
    else if (this.line) {
      if (!this.others.has(message.tab)) this.awaitEndOf(message.tab);
      this.others.set(message.tab, message.keys);
      this.line.watch(this.all());
    }
  }

  /** Its lock comes free when it is closed, however that happens. */
  private awaitEndOf(tab: string): void {
    const { signal } = this.left;
    this.browser.locks
      ?.request(`${this.name}:${tab}`, { signal }, () => {
        this.others.delete(tab);
      })
      .catch(() => undefined);
  }

  /** Own keys first: they are on the screen that is looked at, most likely. */
  private all(): string[] {
    return [...new Set([...this.keys, ...[...this.others.values()].flat()])];
  }

  private send(message: Message): void {
    if (!this.left.signal.aborted) this.channel?.postMessage(message);
  }

  /** Hold a lock until this tab leaves. */
  private async hold(name: string, held: () => void): Promise<void> {
    const { signal } = this.left;
    if (!this.browser.locks) {
      held();
      return;
    }
    await this.browser.locks
      .request(name, { signal }, () => {
        held();
        return new Promise<void>((free) => {
          if (signal.aborted) free();
          signal.addEventListener('abort', () => free());
        });
      })
      .catch(() => undefined); // left before it had the lock
  }
}
