import { expect, test } from 'vitest';
import { watched } from '../ui/operations/watched';
import { isWatched } from './watching';

test('what the page tells by itself does not pop up a second time', () => {
  watched.add('a');
  expect(isWatched({ params: { operation_id: 'a' } })).toBe(true);
  expect(isWatched({ params: { export_id: 'a' } })).toBe(true);
  expect(isWatched({ params: { import_id: 'a' } })).toBe(true);
  expect(isWatched({ params: { operation_id: 'b' } })).toBe(false);
  expect(isWatched({ params: {} })).toBe(false);
  watched.delete('a');
  expect(isWatched({ params: { operation_id: 'a' } })).toBe(false);
});
