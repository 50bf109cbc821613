/** Makes one request of what many parts of a page ask for in the same moment. */

interface Asked<T> {
  id: string;
  tell: (found: T | null) => void;
  fail: (error: unknown) => void;
}

/** Asks for one by its id; null when it is not among what was found. At most `most` ids go in a request. */
export function batched<T extends { id: string }>(
  load: (ids: string[]) => Promise<T[]>,
  most = 100,
): (id: string) => Promise<T | null> {
  let waiting: Asked<T>[] = [];

  const ask = async (asked: readonly Asked<T>[], ids: ReadonlySet<string>) => {
    try {
      const found = new Map((await load([...ids])).map((one) => [one.id, one]));
      for (const { id, tell } of asked) if (ids.has(id)) tell(found.get(id) ?? null);
    } catch (error) {
      for (const { id, fail } of asked) if (ids.has(id)) fail(error);
    }
  };
  const send = () => {
    const asked = waiting;
    waiting = [];
    const ids = [...new Set(asked.map((one) => one.id))];
    for (let at = 0; at < ids.length; at += most) void ask(asked, new Set(ids.slice(at, at + most)));
  };
  return (id) =>
    new Promise((tell, fail) => {
      if (waiting.length === 0) setTimeout(send);
      waiting.push({ id, tell, fail });
    });
}
