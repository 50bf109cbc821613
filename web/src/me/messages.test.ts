import { expect, test } from 'vitest';
import { howOf, HOWS, wishOf } from './messages';

test('what is chosen is what is kept, and shown again', () => {
  for (const how of HOWS) expect(howOf(wishOf(how))).toBe(how);
  expect(howOf({ wanted: false, digest: true })).toBe('off');
});
