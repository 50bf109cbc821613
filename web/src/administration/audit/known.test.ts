import { expect, test } from 'vitest';
import { KINDS, THINGS } from './known';
import texts from './texts/en.json';

test('whatever the filter offers has a name, and what happened a sentence', () => {
  expect(Object.keys(texts.things)).toEqual(expect.arrayContaining(THINGS));
  expect(Object.keys(texts.thingNames)).toEqual(expect.arrayContaining(THINGS));
  expect(Object.keys(texts.kindNames)).toEqual(expect.arrayContaining(KINDS));
  expect(Object.keys(texts.kinds)).toEqual(expect.arrayContaining(KINDS));
});
