import { DoubleLeftOutlined, DoubleRightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { loadTexts } from '../../i18n';
import { useMe } from '../../session/session';
import { PLACES, type Place } from '../places';
import styles from './Rail.module.css';

/** The places that whoever is signed in may use. */
export function usePlaces(): readonly Place[] {
  const held = useMe().permissions;
  return PLACES.filter((place) => !place.permissions || place.permissions.some((one) => one in held));
}

export function Rail({ narrow, onFold }: { narrow: boolean; onFold: () => void }) {
  const { t } = useTranslation('app');
  const me = useMe();
  return (
    <nav className={styles.rail} aria-label={t('places.label')}>
      <div className={styles.house} title={me.organisation.name}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        {!narrow && <span>{me.organisation.name}</span>}
      </div>
      <Links narrow={narrow} places={usePlaces()} />
      <Button
        type="text"
        className={styles.fold}
        icon={narrow ? <DoubleRightOutlined /> : <DoubleLeftOutlined />}
        aria-label={t(narrow ? 'places.unfold' : 'places.fold')}
        onClick={onFold}
      />
    </nav>
  );
}

export function Links({ narrow, places }: { narrow: boolean; places: readonly Place[] }) {
  const { t } = useTranslation('app');
  return (
    <ul className={styles.links} onPointerEnter={loadTexts} onFocus={loadTexts}>
      {places.map((place) => (
        <li key={place.name}>
          <NavLink
            to={place.path}
            end={place.path === '/'}
            title={narrow ? t(`places.${place.name}`) : undefined}
          >
            <span aria-hidden="true">{place.icon}</span>
            <span className={narrow ? 'unseen' : undefined}>{t(`places.${place.name}`)}</span>
          </NavLink>
        </li>
      ))}
    </ul>
  );
}
