import { expect, test } from 'vitest';
import { madeUp } from './password';

test('a password that is made up is long, can be typed, and is another one each time', () => {
  const made = Array.from({ length: 50 }, madeUp);
  expect(new Set(made).size).toBe(50);
  for (const one of made) expect(one).toMatch(/^[a-km-np-z2-9]{5}(-[a-km-np-z2-9]{5}){3}$/);
});
