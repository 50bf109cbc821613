import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAddress } from '../administration/shared/address';
import { useMay, useMe } from '../session/session';
import { FirstSteps } from '../setup/FirstSteps';
import styles from './home.module.css';
import { MyCustomers } from './MyCustomers';
import { News } from './News';
import { leads, sells } from './standing/leading';
import { Mine } from './standing/Mine';
import standing from './standing/standing.module.css';
import { Team } from './standing/Team';
import { Work } from './Work';

/** What matters now: of those who sell, what is next and how they stand; first steps while there is little. */
export function HomePage() {
  const { t, i18n } = useTranslation('app');
  const me = useMe();
  const [{ view }] = useAddress('view');
  const [now] = useState(() => Date.now());
  const today = new Intl.DateTimeFormat(i18n.language, {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    timeZone: me.time_zone,
  });
  const team = leads(me) && view !== 'mine';
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div>
          <h1>{t('greeting', { name: me.name })}</h1>
          <p className={styles.quiet}>{today.format(now)}</p>
        </div>
        {leads(me) && <Whose team={team} />}
      </header>
      <FirstSteps />
      {sells(me) ? team ? <Team /> : <Mine /> : <Usual />}
    </div>
  );
}

function Whose({ team }: { team: boolean }) {
  const { t } = useTranslation('home');
  return (
    <nav className={standing.switch} aria-label={t('whose.label')}>
      <Link to="/?view=team" replace aria-current={team ? 'page' : undefined}>
        {t('whose.team')}
      </Link>
      <Link to="/?view=mine" replace aria-current={team ? undefined : 'page'}>
        {t('whose.mine')}
      </Link>
    </nav>
  );
}

/** Of those who do not sell: their customers, what happened, what is at work. */
function Usual() {
  return (
    <div className={styles.columns}>
      {useMay('customer.read') && <MyCustomers />}
      <div className={styles.side}>
        <News />
        <Work />
      </div>
    </div>
  );
}
