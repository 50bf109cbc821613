import { createInstance, type TFunction } from 'i18next';
import { expect, test } from 'vitest';
import { KINDS, sentence } from './reasons';
import en from './texts/en.json';
import cn from './texts/zh-CN.json';
import tw from './texts/zh-TW.json';

const i18n = createInstance();
await i18n.init({ lng: 'en', resources: { en: { deliveries: en } }, interpolation: { escapeValue: false } });
const t: TFunction<'deliveries'> = i18n.getFixedT('en', 'deliveries');
const words = { moment: (at: string) => at.slice(0, 10), rule: (name: string) => `<${name}>` };

test('every reason has a sentence in every language', () => {
  for (const { reasons } of [en, cn, tw]) expect(Object.keys(reasons).sort()).toEqual([...KINDS].sort());
});

test('what is waited for, and what a provider said, stands in the sentence', () => {
  expect(sentence(t, { kind: 'quiet_hours', until: '2026-11-23T07:00:00Z' }, words)).toContain('2026-11-23');
  expect(sentence(t, { kind: 'refused', detail: '550 no such user' }, words)).toContain('550 no such user');
  expect(sentence(t, { kind: 'consent', rule: 'paused' }, words)).toContain('<paused>');
  expect(sentence(t, { kind: 'address_suppressed', because: 'complained' }, words)).toContain('spam');
});

test('what nobody knows here is at least named', () => {
  expect(sentence(t, { kind: 'something_new' }, words)).toBe('something_new');
  expect(sentence(t, null, words)).toBe('');
});
