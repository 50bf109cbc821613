/** What is wrong with a row or a cell, as a sentence: by its stable kind, with its parameters. */
import { useTranslation } from 'react-i18next';
import type { Fault } from '../calls';
import { useWords } from '../fields/cellText';

type Told = Pick<Fault, 'kind' | 'params' | 'field'>;
type Readable = Record<string, string | number>;

/** Validators quote what they list: `'company' or 'person'`. */
const QUOTED = /'([^']*)'/g;

/** Parameters as people read them: lists joined, each value by its word. */
export function readable(
  params: Told['params'],
  language: string,
  word: (value: string) => string | undefined = () => undefined,
): Readable {
  const list = new Intl.ListFormat(language, { type: 'disjunction', style: 'short' });
  const plain = (value: unknown): string | number => {
    if (typeof value === 'number') return value;
    const quoted = typeof value === 'string' ? [...value.matchAll(QUOTED)].map((one) => one[1] ?? '') : [];
    const several = Array.isArray(value) ? value.map(String) : quoted;
    return several.length > 0 ? list.format(several.map((one) => word(one) ?? one)) : String(value);
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, plain(value)]));
}

export function useFaultText(target: string): (fault: Told) => string {
  const { t, i18n } = useTranslation('imports/faults');
  const words = useWords(target);
  return ({ kind, params, field }) =>
    i18n.exists(kind, { ns: 'imports/faults' })
      ? t(kind as 'unknown', readable(params, i18n.language, words(field ?? '')))
      : t('unknown');
}
