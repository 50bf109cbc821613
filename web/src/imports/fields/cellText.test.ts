import { expect, test } from 'vitest';
import { formatIn } from '../../ui/format';
import { textOf } from './cellText';

const format = formatIn('en', 'Asia/Shanghai');
const word = (value: string | boolean) => ({ company: 'Company', true: 'Yes' })[String(value)];
const text = (value: unknown) => textOf(value, format, word);

test('what would be written is shown as people write it', () => {
  expect(text('company')).toBe('Company');
  expect(text(true)).toBe('Yes');
  expect(text(['021-1', '021-2'])).toBe('021-1, 021-2');
  expect(text({ amount: '12.50', currency: 'USD' })).toBe('$12.50');
  expect(text('2023-01-15')).toBe('Jan 15, 2023');
  expect(text('2023-04-10T00:00:00+08:00')).toMatch(/^Apr 10, 2023, 12:00/);
  expect(text('C001')).toBe('C001');
  expect([text(null), text(undefined)]).toEqual(['', '']);
});
