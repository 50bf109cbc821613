import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import styles from './CustomerPage.module.css';

const TABS = ['timeline', 'people', 'consent', 'history'] as const;
/** Where there is no room for three columns, the other two are tabs too. */
const NARROW = ['fields', 'related'] as const;

export type Tab = (typeof TABS)[number] | (typeof NARROW)[number];

export function tabOf(address: URLSearchParams): Tab {
  const asked = address.get('tab');
  return [...TABS, ...NARROW].find((one) => one === asked) ?? 'timeline';
}

export function Tabs({ tab }: { tab: Tab }) {
  const { t } = useTranslation('customers');
  const [address] = useSearchParams();
  const to = (one: Tab) => {
    const next = new URLSearchParams(address);
    if (one === 'timeline') next.delete('tab');
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
      aria-current={one === tab ? 'page' : undefined}
    >
      {t(`tabs.${one}`)}
    </Link>
  );
  return (
    <nav className={styles.tabs} aria-label={t('tabs.label')}>
      {link('fields', true)}
      {TABS.map((one) => link(one, false))}
      {link('related', true)}
    </nav>
  );
}
