import { expect, test, vi } from 'vitest';
import { untilUnused } from './queries';

test('a merge is followed until nobody has the tag that is gone', async () => {
  const count = vi.fn().mockResolvedValueOnce(3).mockResolvedValueOnce(1).mockResolvedValue(0);
  await untilUnused(count, 0);
  expect(count).toHaveBeenCalledTimes(3);
});

test('one that takes too long is not waited for', async () => {
  const count = vi.fn().mockResolvedValue(1);
  await untilUnused(count, 0);
  expect(count).toHaveBeenCalledTimes(30);
});
