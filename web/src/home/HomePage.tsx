import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay, useMe } from '../session/session';
import { FirstSteps } from '../setup/FirstSteps';
import styles from './home.module.css';
import { MyCustomers } from './MyCustomers';
import { MyDeals } from './MyDeals';
import { News } from './News';
import { Work } from './Work';

/** What matters now: one's customers, what happened, what is at work; first steps while there is little. */
export function HomePage() {
  const { t, i18n } = useTranslation('app');
  const me = useMe();
  const [now] = useState(() => Date.now());
  const today = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    timeZone: me.time_zone,
  });
  return (
    <div className={styles.page}>
      <header>
        <h1>{t('greeting', { name: me.name })}</h1>
        <p className={styles.quiet}>{today.format(now)}</p>
      </header>
      <FirstSteps />
      <div className={styles.columns}>
        {useMay('customer.read') && <MyCustomers />}
        <div className={styles.side}>
          {useMay('opportunity.read') && <MyDeals />}
          <News />
          <Work />
        </div>
      </div>
    </div>
  );
}
