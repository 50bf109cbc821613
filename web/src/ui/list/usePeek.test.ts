import { expect, test } from 'vitest';
import { peekAt } from './usePeek';

const after = (address: string, id: string | null) => peekAt(new URLSearchParams(address), id).toString();

test('a record beside its list stands in the address, and what the list shows stays there', () => {
  expect(after('sort=-name&q=lin', 'a')).toBe('sort=-name&q=lin&peek=a');
});

test('the tab stays from one record to the next and goes with the last', () => {
  expect(after('peek=a&tab=consent', 'b')).toBe('peek=b&tab=consent');
  expect(after('sort=name&peek=b&tab=consent', null)).toBe('sort=name');
});
