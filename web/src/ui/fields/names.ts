/** What codes are called in the language of the page. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

export interface Names {
  country: (code: string) => string;
  currency: (code: string) => string;
  language: (tag: string) => string;
  zone: (name: string) => string;
}

/** A script says more of Chinese than a country does: `简体中文`, not `中文（中国）`. */
const SCRIPTS: Partial<Record<string, string>> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' };

const known = new Map<string, Names>();

/** Made once per language: making what names codes is dear, asking it is not. */
export function namesIn(language: string): Names {
  const found = known.get(language);
  if (found) return found;
  const of = (type: Intl.DisplayNamesType) => {
    const names = new Intl.DisplayNames(language, { type, fallback: 'code' });
    return (code: string) => {
      try {
        return names.of(code) ?? code;
      } catch {
        return code; // not a code at all
      }
    };
  };
  const currency = of('currency');
  const tongue = of('language');
  const zones = new Map<string, string>();
  const made: Names = {
    country: of('region'),
    currency: (code) => `${currency(code)} (${code})`,
    language: (tag) => tongue(SCRIPTS[tag] ?? tag),
    zone: (name) => {
      const kept = zones.get(name) ?? zoneIn(language, name);
      zones.set(name, kept);
      return kept;
    },
  };
  known.set(language, made);
  return made;
}

/** `Asia/Shanghai` → `China Standard Time, Shanghai`: the clock, then the place it is told by. */
function zoneIn(language: string, name: string): string {
  try {
    const format = new Intl.DateTimeFormat(language, { timeZone: name, timeZoneName: 'longGeneric' });
    const clock = format.formatToParts().find((part) => part.type === 'timeZoneName')?.value;
    return clock === undefined ? name : `${clock} (${name})`;
  } catch {
    return name;
  }
}

export function useNames(): Names {
  const { i18n } = useTranslation();
  return useMemo(() => namesIn(i18n.language), [i18n.language]);
}
