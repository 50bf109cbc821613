/** A value as a row would write it, in words: choices named, lists joined, money with its currency. */
import { useTranslation } from 'react-i18next';
import { useFormat, type Format } from '../../ui/format';
import { useFieldNames } from './fieldNames';

const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT/;

/** The word for a value; undefined where it is its own. */
type Word = (value: string | boolean) => string | undefined;

/** What the values of a field are called. */
export function useWords(target: string): (field: string) => Word {
  const { t, i18n } = useTranslation('imports/fields');
  const names = useFieldNames();
  return (field) => {
    const choices = names.custom(target, field)?.choices;
    const list = field.startsWith('consent.') ? 'consent' : field;
    return (one) => {
      const key = `words.${typeof one === 'boolean' ? 'flag' : list}.${one}`;
      if (i18n.exists(key, { ns: 'imports/fields' })) return t(key as 'words.kind.company');
      return choices?.find((choice) => choice.value === one)?.label;
    };
  };
}

export function useCellText(target: string): (field: string, value: unknown) => string {
  const format = useFormat();
  const words = useWords(target);
  return (field, value) => textOf(value, format, words(field));
}

export function textOf(value: unknown, format: Format, word: Word): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return word(value) ?? String(value);
  if (typeof value === 'number') return format.number(value);
  if (Array.isArray(value)) return value.map((one) => textOf(one, format, word)).join(', ');
  if (typeof value === 'object') {
    const money = 'amount' in value && 'currency' in value;
    return money ? format.money(String(value.amount), String(value.currency)) : JSON.stringify(value);
  }
  if (typeof value !== 'string') return '';
  if (DAY.test(value)) return format.date(value);
  if (MOMENT.test(value)) return format.moment(value);
  return word(value) ?? value;
}
