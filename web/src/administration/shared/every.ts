const PAGE = 200;

interface Page<T> {
  items: T[];
  next?: string | null;
}

/** All of a list that is short by its nature: roles, fields, tags. */
export async function every<T>(
  page: (query: { limit: number; after?: string }) => Promise<Page<T>>,
): Promise<T[]> {
  const found: T[] = [];
  for (let after: string | undefined; ;) {
    const { items, next } = await page({ limit: PAGE, after });
    found.push(...items);
    if (!next) return found;
    after = next;
  }
}
