import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './fields.module.css';
import { More } from './More';
import { useNames } from './names';
import { grouped } from './phones';
import type { Address, Email, Phone } from './values';

interface Props<T> {
  entries: readonly T[];
  short?: boolean;
}

/** The main one comes first, and stands for all of them where there is little room. */
function arranged<T extends { primary?: boolean }>(entries: readonly T[]): readonly T[] {
  return [...entries].sort((a, b) => Number(b.primary ?? false) - Number(a.primary ?? false));
}

interface ListedProps<T> extends Props<T> {
  text: (entry: T) => ReactNode;
  /** The same as plain text. */
  plain: (entry: T) => string;
  kind: (entry: T) => string;
}

/** One line each with what it is for; where there is little room the first, and how many more there are. */
function Listed<T>({ entries, short, text, plain, kind }: ListedProps<T>) {
  const [first, ...rest] = entries;
  if (short)
    return first ? (
      <span className={styles.row}>
        <span className={styles.first}>{text(first)}</span>
        <More rest={rest.map(plain)} />
      </span>
    ) : null;
  return (
    <ul className={styles.lines}>
      {entries.map((one, index) => (
        <li key={index}>
          {text(one)}
          <span className={styles.kind}>{kind(one)}</span>
        </li>
      ))}
    </ul>
  );
}

export function Phones({ entries, short }: Props<Phone>) {
  const { t } = useTranslation('ui/fields');
  const text = (one: Phone) => (
    <>
      <a className={styles.number} href={`tel:${one.number}${one.extension ? `;ext=${one.extension}` : ''}`}>
        {grouped(one.number)}
      </a>
      {one.extension && ` ${t('extension', { number: one.extension })}`}
    </>
  );
  return (
    <Listed
      entries={arranged(entries)}
      short={short}
      text={text}
      plain={(one) => grouped(one.number)}
      kind={(one) => t(`phone.${one.kind}`)}
    />
  );
}

export function Emails({ entries, short }: Props<Email>) {
  const { t } = useTranslation('ui/fields');
  const text = (one: Email) => <a href={`mailto:${one.address}`}>{one.address}</a>;
  return (
    <Listed
      entries={arranged(entries)}
      short={short}
      text={text}
      plain={(one) => one.address}
      kind={(one) => t(`email.${one.kind}`)}
    />
  );
}

const LARGE_FIRST = new Set(['CN', 'TW', 'HK', 'MO', 'JP', 'KR']);

/** An address in the order of its country: from the province down, or from the street up. */
export function addressLine(address: Address, country: (code: string) => string): string {
  const { street, city, region, postcode } = address;
  const name = address.country && country(address.country);
  if (address.country && LARGE_FIRST.has(address.country))
    return [name, postcode, [region, city, street].filter(Boolean).join('')].filter(Boolean).join(' ');
  return [street, [postcode, city].filter(Boolean).join(' '), region, name].filter(Boolean).join(', ');
}

export function Addresses({ entries, short }: Props<Address>) {
  const { t } = useTranslation('ui/fields');
  const names = useNames();
  const plain = (one: Address) => addressLine(one, names.country);
  const text = (one: Address) => (short ? <span title={plain(one)}>{plain(one)}</span> : plain(one));
  const kind = (one: Address) => t(`address.${one.kind}`);
  return <Listed {...{ entries, short, text, plain, kind }} />;
}
