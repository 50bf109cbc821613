/** Numbers, dates and money as the language of the page writes them, in the zone of whoever is signed in. */
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';

const STEPS: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export interface Format {
  number: (value: number) => string;
  percent: (value: number) => string;
  money: (amount: string | number, currency: string) => string;
  /** What one costs: to four decimals, where amounts have two. */
  price: (amount: string | number, currency: string) => string;
  /** A day without a time: 2026-05-01. */
  date: (value: string) => string;
  /** A moment with its time. */
  moment: (value: string) => string;
  /** A moment seen from now: "3 hours ago". */
  relative: (value: string, now?: number) => string;
}

const known = new Map<string, Format>();

/** Made once per language and zone: making what writes dates is dear, and every cell of a list asks for it. */
export function formatIn(language: string, zone: string): Format {
  const key = `${language} ${zone}`;
  const found = known.get(key) ?? make(language, zone);
  known.set(key, found);
  return found;
}

function make(language: string, zone: string): Format {
  const plain = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const moment = new Intl.DateTimeFormat(language, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  const currencies = new Map<string, Intl.NumberFormat>();
  const currencyOf = (currency: string, finest?: number) => {
    const key = `${currency} ${finest ?? ''}`;
    const options = { style: 'currency', currency, maximumFractionDigits: finest } as const;
    const format = currencies.get(key) ?? new Intl.NumberFormat(language, options);
    currencies.set(key, format);
    return format;
  };
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    number: (value) => plain.format(value),
    percent: (value) => percent.format(value),
    money: (amount, currency) => currencyOf(currency).format(Number(amount)),
    price: (amount, currency) => currencyOf(currency, 4).format(Number(amount)),
    date: (value) => day.format(new Date(`${value}T00:00:00Z`)),
    moment: (value) => moment.format(new Date(value)),
    relative: (value, now = Date.now()) => {
      const seconds = (new Date(value).getTime() - now) / 1000;
      const [unit, size] = STEPS.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1];
      return relative.format(Math.round(seconds / size), unit);
    },
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  const zone = useMe().time_zone;
  return formatIn(i18n.language, zone);
}
