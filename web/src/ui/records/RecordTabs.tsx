import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import styles from './RecordPage.module.css';

export type RecordTab =
  | 'overview'
  | 'timeline'
  | 'people'
  | 'consent'
  | 'history'
  | 'cost'
  | 'prices'
  | 'parts'
  | 'customers'
  | 'lines'
  | 'stages'
  | 'shipments'
  | 'invoices'
  | 'messages';
/** Where there is no room for three columns, the other two are tabs too. */
const NARROW = ['fields', 'related'] as const;
type Tab = RecordTab | (typeof NARROW)[number];
/** The first one is open unless the address names another. */
export type Tabs<T extends RecordTab> = readonly [T, ...T[]];

/** What of a page is open. */
export function tabOf<T extends RecordTab>(address: URLSearchParams, tabs: Tabs<T>) {
  const asked = address.get('tab');
  return [...tabs, ...NARROW].find((one) => one === asked) ?? tabs[0];
}

interface Props {
  tabs: Tabs<RecordTab>;
  open: Tab;
  /** Whether there is a column of what belongs to the record. */
  related: boolean;
}

export function RecordTabs({ tabs, open, related }: Props) {
  const { t } = useTranslation('ui/records');
  const [address] = useSearchParams();
  const to = (one: Tab) => {
    const next = new URLSearchParams(address);
    if (one === tabs[0]) next.delete('tab');
    else next.set('tab', one);
    return { search: next.toString() };
  };
  const link = (one: Tab, narrow: boolean) => (
    <Link
      key={one}
      to={to(one)}
      replace
      preventScrollReset
      className={narrow ? styles.narrow : undefined}
      aria-current={one === open ? 'page' : undefined}
    >
      {t(`tabs.${one}`)}
    </Link>
  );
  return (
    <nav className={styles.tabs} aria-label={t('tabs.label')}>
      {link('fields', true)}
      {tabs.map((one) => link(one, false))}
      {related && link('related', true)}
    </nav>
  );
}
