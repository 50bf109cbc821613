import { createInstance, type TFunction } from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import type { Item } from './items';
import en from './texts/en.json';
import { goal, words } from './words';

let t: TFunction<'inbox'>;
beforeAll(async () => {
  const texts = createInstance({ lng: 'en', resources: { en: { inbox: en } }, defaultNS: 'inbox' });
  await texts.init({ interpolation: { escapeValue: false } });
  t = texts.getFixedT('en', 'inbox');
});

const item = (kind: string, params: Record<string, unknown>, count = 1): Item => ({
  id: 'i',
  version: 1,
  kind,
  params,
  count,
  thing: 'quote',
  record_id: 'r',
  cause_id: 'c',
  created_at: '2026-11-22T00:00:00Z',
  updated_at: '2026-11-22T00:00:00Z',
  read_at: null,
});

test('a quote is told by its number, with what it is about and worth', () => {
  const said = { number: 'QT-1', name: 'QT-1', title: 'Yearly service', amount: '113.00', currency: 'CNY' };
  expect(words(t, item('quote-accepted', said), 'en')).toEqual({
    title: 'The customer accepted quote QT-1',
    detail: 'Yearly service · CN¥113.00',
  });
});

test('a lead is told by its name, with its number and who gave it', () => {
  const said = { number: 'LD-1', name: 'Example Ltd', by_name: 'Lin' };
  expect(words(t, item('leads-assigned', said), 'en')).toEqual({
    title: 'You were given the lead Example Ltd',
    detail: 'LD-1 · Lin',
  });
});

test('a won deal names its owner rather than who clicked', () => {
  const said = { number: 'OP-1', name: 'Deal', by_name: 'Wi', owner_name: 'Ou' };
  expect(words(t, item('deal-won', said), 'en').detail).toBe('OP-1 · Ou');
});

test('a contract is told by its number and until when it lasts', () => {
  const said = { number: 'CT-1', name: 'CT-1', title: 'Maintenance', last_day: '2026-12-31' };
  expect(words(t, item('contract-ending', said), 'en')).toEqual({
    title: 'Contract CT-1 ends on Dec 31, 2026',
    detail: 'Maintenance',
  });
});

test('several are counted and named', () => {
  const said = { names: ['One', 'Two'] };
  expect(words(t, item('deals-assigned', said, 2), 'en')).toEqual({
    title: 'You were given 2 deals',
    detail: 'One and Two',
  });
});

test('one is opened, several are listed', () => {
  expect(goal(item('quote-viewed', {}))?.path).toBe('/quotes/r');
  expect(goal(item('order-confirmed', {}))?.path).toBe('/orders/r');
  expect(goal(item('deals-assigned', {}, 2))?.path).toMatch(/^\/opportunities\?filter=.*owner_id/);
  expect(goal(item('deal-won', {}, 2))?.path).toBe('/opportunities');
});
