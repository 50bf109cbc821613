/** A script says more of Chinese than a country does: `简体中文`, not `中文（中国）`. */
const SCRIPTS: Partial<Record<string, string>> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' };

export function languageNames(language: string): (tag: string) => string {
  const names = new Intl.DisplayNames(language, { type: 'language' });
  return (tag) => names.of(SCRIPTS[tag] ?? tag) ?? tag;
}
