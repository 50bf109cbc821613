import { expect, test } from 'vitest';
import { best, fit } from './matching';

const names = ['Customers', 'Contacts', 'Imports', 'New customer', 'Sign out', 'Dark', 'Audit trail'];
const found = (typed: string) => best(typed, names, (one) => [one], 5);

test('what begins with the letters comes first', () => {
  expect(found('cu')[0]).toBe('Customers');
  expect(found('cust')).toEqual(['Customers', 'New customer']);
});

test('first letters of words are enough', () => {
  expect(found('nc')[0]).toBe('New customer');
  expect(found('so')[0]).toBe('Sign out');
});

test('Chinese is found by any part of a name', () => {
  const chinese = ['客户', '联系人', '新建客户', '审计日志', '退出登录'];
  expect(best('客户', chinese, (one) => [one], 5)).toEqual(['客户', '新建客户']);
  expect(best('日志', chinese, (one) => [one], 5)).toEqual(['审计日志']);
});

test('letters that are not there, or not in order, find nothing', () => {
  expect(fit('tsuc', 'Customers')).toBeUndefined();
  expect(found('xyz')).toEqual([]);
});

test('width and case do not matter', () => {
  expect(found('ＤＡＲＫ')).toEqual(['Dark']);
});

test('one of several names is enough', () => {
  expect(best('inbox', ['收件箱'], (one) => [one, '/inbox'], 5)).toEqual(['收件箱']);
});
