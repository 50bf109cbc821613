import { EllipsisOutlined } from '@ant-design/icons';
import { Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PLACES, type Place } from '../places';
import { Links, usePlaces } from './Rail';
import styles from './Rail.module.css';

const ROOM = 5;

/** On a phone: the places that matter most to whoever is signed in, and the way to all others. */
export function BottomBar() {
  const { t } = useTranslation('app');
  const places = usePlaces();
  const near = nearest(places, places.length > ROOM ? ROOM - 1 : ROOM);
  const others = places.filter((place) => !near.includes(place));
  const items = others.map(({ name, path, icon }) => ({
    key: name,
    icon,
    label: <Link to={path}>{t(`places.${name}`)}</Link>,
  }));
  return (
    <nav className={styles.bottom} aria-label={t('places.label')}>
      <Links narrow={false} places={near} />
      {others.length > 0 && (
        <Dropdown menu={{ items }} trigger={['click']} placement="topRight">
          <button type="button" className={styles.more}>
            <EllipsisOutlined aria-hidden />
            {t('places.more')}
          </button>
        </Dropdown>
      )}
    </nav>
  );
}

/** So many of them, in the order of the rail. */
export function nearest(places: readonly Place[], room: number): readonly Place[] {
  const far = ({ thumb = PLACES.length }: Place) => thumb;
  const near = [...places].sort((one, other) => far(one) - far(other)).slice(0, room);
  return places.filter((place) => near.includes(place));
}
