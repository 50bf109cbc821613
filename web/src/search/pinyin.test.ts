import { expect, test } from 'vitest';
import { LANGUAGE_NAMES } from '../ui/LanguageChoice';
import { best } from './matching';
import { spoken, unspoken } from './pinyin';

type Texts = { [key: string]: string | Texts };
const files = import.meta.glob<{ default: Texts }>('../{app,me,administration,search}/texts/zh-*.json', {
  eager: true,
});

/** The texts that pages and actions are called by. */
const NAMES =
  /^(app\.(places|create|themes)\.|app\.person\.(theme|language|signOut)$|me\.(title$|tabs\.)|administration\.(title$|parts\..*\.name$)|search\.create$)/;

function* titles(key: string, texts: Texts | string): Generator<string> {
  if (typeof texts !== 'string')
    for (const [name, inner] of Object.entries(texts)) yield* titles(`${key}.${name}`, inner);
  else if (NAMES.test(key)) yield texts;
}

test('every character of the names of pages and actions has its sound', () => {
  const all = Object.entries(files).flatMap(([path, file]) => [
    ...titles(path.split('/')[1] ?? '', file.default),
  ]);
  expect(all.length).toBeGreaterThan(50);
  expect([...all, ...Object.values(LANGUAGE_NAMES)].flatMap(unspoken)).toEqual([]);
});

test('pages are found by pinyin and by initials', () => {
  const pages = ['客户', '聯絡人', '收件箱', '管理 · 角色'];
  const found = (typed: string) => best(typed, pages, (one) => [one, spoken(one)], 5);
  expect(found('kehu')).toEqual(['客户']);
  expect(found('kh')).toEqual(['客户']);
  expect(found('llr')).toEqual(['聯絡人']);
  expect(found('shoujian')).toEqual(['收件箱']);
  expect(found('juese')).toEqual(['管理 · 角色']);
  expect(found('gljs')).toEqual(['管理 · 角色']);
});

test('what a page is called here comes before what it is called elsewhere', () => {
  const names = { customers: ['Contacts', 'x'], contacts: ['x', 'Contacts'] };
  expect(best('contacts', [names.contacts, names.customers], (one) => one, 5)[0]).toBe(names.customers);
});
