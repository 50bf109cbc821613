import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '.';

type Texts = { [key: string]: string | Texts };
const files = import.meta.glob<{ default: Texts }>('../**/texts/*.json', { eager: true });
const namespaces = [...new Set(Object.keys(files).map((path) => path.replace(/\/texts\/.*/, '')))];
const PLURALS = /_(one|other)$/; // the forms of our languages

function sentences(texts: Texts, start = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(texts)) {
    if (typeof value === 'string') found.set(start + key, value);
    else for (const [inner, text] of sentences(value, `${start}${key}.`)) found.set(inner, text);
  }
  return found;
}

function of(namespace: string, language: string): Map<string, string> {
  return sentences(files[`${namespace}/texts/${language}.json`]?.default ?? {});
}

const parameters = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map((one) => one[1] ?? '').sort();
const plain = (keys: Iterable<string>) =>
  [...new Set([...keys].map((key) => key.replace(PLURALS, '')))].sort();

describe.each(namespaces)('%s', (namespace) => {
  test.each(LANGUAGES.filter((one) => one !== 'en'))('has every text in %s', (language) => {
    expect(plain(of(namespace, language).keys())).toEqual(plain(of(namespace, 'en').keys()));
  });

  test.each(LANGUAGES)('has the plural forms that %s needs', (language) => {
    const texts = of(namespace, language);
    const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of texts.keys()) {
      if (!PLURALS.test(key)) continue;
      for (const form of wanted) expect([...texts.keys()]).toContain(key.replace(PLURALS, `_${form}`));
    }
  });

  test.each(LANGUAGES)('says the same parameters in %s', (language) => {
    const english = of(namespace, 'en');
    for (const [key, text] of of(namespace, language)) {
      const given = english.get(key) ?? english.get(key.replace(PLURALS, '_other'));
      if (given === undefined) continue;
      const known = parameters(given);
      for (const one of parameters(text)) expect([key, ...known]).toContain(one);
    }
  });

  test.each(LANGUAGES)('has no empty text in %s', (language) => {
    for (const [key, text] of of(namespace, language)) expect([key, text.trim()]).not.toEqual([key, '']);
  });
});
