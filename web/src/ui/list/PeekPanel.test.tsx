import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryRouter } from 'react-router';
import { expect, test, vi } from 'vitest';
import type { ObjectDescription, RecordShown } from '../records/description';
import { PeekPanel } from './PeekPanel';
import { useLeavePeek } from './usePeek';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
const DESCRIPTION: ObjectDescription<RecordShown> = {
  name: 'customer',
  list: 'customer.customers',
  fields: [],
  title: 'name',
  path: ({ id }) => `/customers/${id}`,
  load: () => Promise.resolve({ items: [] }),
  permissions: {},
};

const Gone = () => <p onClick={useLeavePeek() ?? undefined} />;

async function leave(id: string, ids: readonly string[]) {
  const page = document.body.appendChild(document.createElement('div'));
  const root = createRoot(page);
  const peek = { id, open: vi.fn(), close: vi.fn() };
  const records = ids.map((one) => ({ id: one, version: 1 }));
  const panel = (
    <MemoryRouter>
      <PeekPanel {...{ id, peek, records }} description={DESCRIPTION}>
        {() => <Gone />}
      </PeekPanel>
    </MemoryRouter>
  );
  await act(() => Promise.resolve(root.render(panel)));
  await act(() => Promise.resolve(page.querySelector('p')?.click()));
  await act(() => Promise.resolve(root.unmount()));
  return peek;
}

test('when a record goes the next one is looked at, of the last one the one before', async () => {
  expect((await leave('b', ['a', 'b', 'c'])).open).toHaveBeenCalledWith('c');
  expect((await leave('c', ['a', 'b', 'c'])).open).toHaveBeenCalledWith('b');
});

test('when there is no other the panel closes', async () => {
  const peek = await leave('a', ['a']);
  expect(peek.close).toHaveBeenCalled();
  expect(peek.open).not.toHaveBeenCalled();
});
