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

const LAST: [string, number] = ['minute', 60];
const LENGTHS: readonly [string, number][] = [['day', 86_400], ['hour', 3_600], LAST];

export interface Format {
  number: (value: number) => string;
  percent: (value: number) => string;
  money: (amount: string | number, currency: string) => string;
  /** Without decimals, where there is little room and sums are large. */
  moneyRounded: (amount: string | number, currency: string) => string;
  /** What one costs: to four decimals, where amounts have two. */
  price: (amount: string | number, currency: string) => string;
  /** A day without a time: 2026-05-01. */
  date: (value: string) => string;
  /** The same in figures, where there is little room. */
  dateShort: (value: string) => string;
  /** A moment with its time. */
  moment: (value: string) => string;
  /** How long something took, in its largest unit: "3.5 days". */
  duration: (seconds: number) => string;
  /** A moment seen from now: "3 hours ago". */
  relative: (value: string, now?: number) => string;
  /** A day seen from today, so many days from it: "tomorrow", "3 days ago". */
  days: (count: number) => string;
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
  const shortDay = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeZone: 'UTC' });
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
  const units = new Map<string, Intl.NumberFormat>();
  const unitOf = (unit: string) => {
    const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 1 } as const;
    const format = units.get(unit) ?? new Intl.NumberFormat(language, options);
    units.set(unit, format);
    return format;
  };
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    number: (value) => plain.format(value),
    percent: (value) => percent.format(value),
    money: (amount, currency) => currencyOf(currency).format(Number(amount)),
    moneyRounded: (amount, currency) => currencyOf(currency, 0).format(Number(amount)),
    price: (amount, currency) => currencyOf(currency, 4).format(Number(amount)),
    date: (value) => day.format(new Date(`${value}T00:00:00Z`)),
    dateShort: (value) => shortDay.format(new Date(`${value}T00:00:00Z`)),
    moment: (value) => moment.format(new Date(value)),
    duration: (seconds) => {
      const [unit, size] = LENGTHS.find(([, one]) => seconds >= one) ?? LAST;
      return unitOf(unit).format(seconds / size);
    },
    relative: (value, now = Date.now()) => {
      const seconds = (new Date(value).getTime() - now) / 1000;
      const [unit, size] = STEPS.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1];
      return relative.format(Math.round(seconds / size), unit);
    },
    days: (count) => relative.format(count, 'day'),
  };
}

export function useFormat(): Format {
  const { i18n } = useTranslation();
  const zone = useMe().time_zone;
  return formatIn(i18n.language, zone);
}
