import { useTranslation } from 'react-i18next';
import styles from './fields.module.css';
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

function More({ count }: { count: number }) {
  return count > 0 ? <span className={styles.more}>+{count}</span> : null;
}

export function Phones({ entries, short }: Props<Phone>) {
  const { t } = useTranslation('ui/fields');
  const all = arranged(entries);
  const link = (one: Phone) => (
    <>
      <a className={styles.number} href={`tel:${one.number}${one.extension ? `;ext=${one.extension}` : ''}`}>
        {grouped(one.number)}
      </a>
      {one.extension && ` ${t('extension', { number: one.extension })}`}
    </>
  );
  if (short)
    return all[0] ? (
      <span>
        {link(all[0])}
        <More count={all.length - 1} />
      </span>
    ) : null;
  return (
    <ul className={styles.lines}>
      {all.map((one) => (
        <li key={`${one.number} ${one.extension ?? ''}`}>
          {link(one)}
          <span className={styles.kind}>{t(`phone.${one.kind}`)}</span>
        </li>
      ))}
    </ul>
  );
}

export function Emails({ entries, short }: Props<Email>) {
  const { t } = useTranslation('ui/fields');
  const all = arranged(entries);
  const link = (one: Email) => <a href={`mailto:${one.address}`}>{one.address}</a>;
  if (short)
    return all[0] ? (
      <span>
        {link(all[0])}
        <More count={all.length - 1} />
      </span>
    ) : null;
  return (
    <ul className={styles.lines}>
      {all.map((one) => (
        <li key={one.address}>
          {link(one)}
          <span className={styles.kind}>{t(`email.${one.kind}`)}</span>
        </li>
      ))}
    </ul>
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
  const [first] = entries;
  if (short)
    return first ? (
      <span title={addressLine(first, names.country)}>
        {addressLine(first, names.country)}
        <More count={entries.length - 1} />
      </span>
    ) : null;
  return (
    <ul className={styles.lines}>
      {entries.map((one, index) => (
        <li key={index}>
          {addressLine(one, names.country)}
          <span className={styles.kind}>{t(`address.${one.kind}`)}</span>
        </li>
      ))}
    </ul>
  );
}
