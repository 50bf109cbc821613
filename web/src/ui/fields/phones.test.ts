import { expect, test } from 'vitest';
import { grouped } from './phones';

test.each([
  ['+8613800138000', '+86 138 0013 8000'],
  ['+862500000171', '+86 25 0000 0171'],
  ['+8651200000180', '+86 512 0000 0180'],
  ['+886912345678', '+886 912 345 678'],
  ['+85221234567', '+852 2123 4567'],
  ['+12025550123', '+1 202 555 0123'],
  ['+33199000156', '+33 1 99 00 01 56'],
  ['+4930123456', '+49 3012 3456'],
  ['+35312345678', '+353 1234 5678'],
  ['138 0013 8000', '138 0013 8000'],
])('%s is written %s', (number, shown) => {
  expect(grouped(number)).toBe(shown);
});

test('no digit is lost, however long the number is', () => {
  for (let length = 7; length <= 15; length++) {
    const number = `+${'9'.repeat(length)}`;
    expect(grouped(number).replaceAll(' ', '')).toBe(number);
  }
});
