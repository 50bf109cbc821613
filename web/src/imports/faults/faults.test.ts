import { expect, test } from 'vitest';
import { readable } from './faults';

const word = (value: string) => ({ company: 'Company', person: 'Person' })[value];

test('choices are listed by their words, however they come', () => {
  expect(readable({ expected: ['company', 'person'] }, 'en', word)).toEqual({
    expected: 'Company or Person',
  });
  expect(readable({ expected: "'company' or 'person'" }, 'en', word)).toEqual({
    expected: 'Company or Person',
  });
  expect(readable({ expected: ['a', 'b'] }, 'zh-CN')).toEqual({ expected: 'a或b' });
});

test('numbers and plain texts stay what they are', () => {
  expect(readable({ max: 200, tag: 'VIP' }, 'en')).toEqual({ max: 200, tag: 'VIP' });
});
