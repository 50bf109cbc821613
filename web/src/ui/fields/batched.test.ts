import { expect, test, vi } from 'vitest';
import { batched } from './batched';

const all = (ids: string[]) => Promise.resolve(ids.map((id) => ({ id })));

test('what is asked for in the same moment goes in one request, each once', async () => {
  const load = vi.fn(all);
  const ask = batched(load);
  expect(await Promise.all([ask('a'), ask('b'), ask('a')])).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'a' }]);
  expect(load.mock.calls).toEqual([[['a', 'b']]]);
  await ask('c');
  expect(load).toHaveBeenLastCalledWith(['c']);
});

test('more than a request takes go in several', async () => {
  const load = vi.fn(all);
  const ask = batched(load, 2);
  await Promise.all(['a', 'b', 'c'].map(ask));
  expect(load.mock.calls).toEqual([[['a', 'b']], [['c']]]);
});

test('what was not found is null, what could not be asked for fails', async () => {
  const ask = batched(() => Promise.resolve([{ id: 'a' }]));
  expect(await Promise.all([ask('a'), ask('b')])).toEqual([{ id: 'a' }, null]);
  await expect(batched(() => Promise.reject(new Error('away')))('a')).rejects.toThrow('away');
});
