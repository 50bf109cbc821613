/** Texts: one namespace per feature folder, `<feature>/texts/<language>.json`, loaded when first shown. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const LANGUAGES = ['zh-CN', 'zh-TW', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'language';
const files = import.meta.glob<{ default: object }>('../**/texts/*.json');

/** The language of a page that nobody has signed in to: the last one used here, or the browser's. */
export function guessedLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  return closest(kept === null ? navigator.languages : [kept]);
}

export function closest(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const lower = tag.toLowerCase();
    if (/^zh-(tw|hk|mo|hant)/.test(lower)) return 'zh-TW';
    if (lower.startsWith('zh')) return 'zh-CN';
    if (lower.startsWith('en')) return 'en';
  }
  return 'en';
}

export async function changeLanguage(language: Language): Promise<void> {
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

const namespaces = new Set(Object.keys(files).map((file) => file.replace(/^\.\.\/(.*)\/texts\/.*$/, '$1')));

/**
 * Load every text at once for whoever is about to open another page: its parts would ask for theirs one after
 * the other, and React shows what was missing only 300 ms later.
 */
export function loadTexts(): void {
  void i18next.loadNamespaces([...namespaces]);
}

/** Have texts in every language, for those who look for something by what it is called in another one. */
export async function loadInAll(namespaces: readonly string[]): Promise<boolean> {
  const wanted = LANGUAGES.flatMap((language) => namespaces.map((namespace) => ({ language, namespace })));
  await Promise.all(
    wanted.map(async ({ language, namespace }) => {
      if (i18next.hasResourceBundle(language, namespace)) return;
      const file = await files[`../${namespace}/texts/${language}.json`]?.();
      if (file) i18next.addResourceBundle(language, namespace, file.default);
    }),
  );
  return true;
}

export async function startTexts(): Promise<void> {
  const language = guessedLanguage();
  document.documentElement.lang = language;
  i18next.use({
    type: 'backend',
    init: () => undefined,
    read(name: string, namespace: string, done: (error: unknown, texts: object | boolean) => void) {
      const load = files[`../${namespace}/texts/${name}.json`];
      if (!load) done(new Error(`no texts ${namespace} in ${name}`), false);
      else
        void load().then(
          (file) => done(null, file.default),
          (error: unknown) => done(error, true), // asked for again, a little later each time
        );
    },
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    supportedLngs: LANGUAGES,
    fallbackLng: false,
    ns: ['app', 'ui'],
    defaultNS: 'ui',
    interpolation: { escapeValue: false }, // React escapes
  });
}
