import { expect, test } from 'vitest';
import { termsOf } from './terms';

test('the form of a company tells nobody apart', () => {
  expect(termsOf({ name: '青岚示例仪器有限公司' })).toEqual(['青岚示例仪器']);
  expect(termsOf({ name: 'Example Instruments Ltd.' })).toEqual(['Example Instruments']);
  expect(termsOf({ name: '公司' })).toEqual(['公司']);
});

test('phones and mail addresses count once they are whole', () => {
  const values = {
    phones: [{ number: '138' }, { number: '138 0013 8000' }],
    emails: [{ address: 'a@' }, { address: 'a@example.com' }],
  };
  expect(termsOf(values)).toEqual(['13800138000', 'a@example.com']);
});

test('nothing typed is nothing to search for', () => {
  expect(termsOf({})).toEqual([]);
  expect(termsOf({ name: '青' })).toEqual([]);
});
