import { CheckCircleOutlined, ClockCircleOutlined, StopOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Contact } from '../../contacts/queries';
import type { Current } from '../../consents/queries';
import type { Standing } from '../queries';
import { Card } from './Card';
import { MissingNote } from './MissingNote';
import styles from './related.module.css';

interface Props {
  id: string;
  standings?: Standing[];
  missing?: string;
  contacts?: Contact[];
}

const ICONS = {
  granted: <CheckCircleOutlined className={styles.good} />,
  pending: <ClockCircleOutlined />,
  refused: <StopOutlined className={styles.bad} />,
  withdrawn: <StopOutlined className={styles.bad} />,
};

/** What the customer and its contacts agreed to and declined; the proof stands behind it. */
export function ConsentCard({ id, standings, missing, contacts }: Props) {
  const { t } = useTranslation(['customers', 'consents']);
  const names = new Map(contacts?.map((one) => [one.id, one.name]));
  return (
    <Card title={t('consent.title')} action={<Link to="?tab=consent">{t('consent.open')}</Link>}>
      {missing && <MissingNote panel="consents" reason={missing} />}
      {standings?.length === 0 && <p className={styles.none}>{t('consent.none')}</p>}
      {standings?.map((one) => (
        <div key={one.contact_id ?? id} className={styles.standing}>
          {one.contact_id && (
            <Link to={`/contacts/${one.contact_id}?tab=consent`}>
              {names.get(one.contact_id) ?? t('consent.contact')}
            </Link>
          )}
          <Barred channels={one.do_not_contact} />
          <ul className={styles.lines}>
            {one.items.map((item) => (
              <Line key={`${item.channel} ${item.purpose}`} current={item} />
            ))}
          </ul>
        </div>
      ))}
    </Card>
  );
}

function Barred({ channels }: { channels: readonly string[] }) {
  const { t } = useTranslation(['customers', 'consents']);
  if (channels.length === 0) return null;
  // as: the words of consent name every channel, and all of them
  const names = channels.map((one) => t(`channels.${one as 'all'}`, { ns: 'consents' }));
  return (
    <p className={styles.barred}>
      <StopOutlined /> {t('consent.barred')} {names.join(', ')}
    </p>
  );
}

function Line({ current }: { current: Current }) {
  const { t } = useTranslation(['customers', 'consents']);
  const { channel, purpose, state, expired } = current;
  return (
    <li className={styles.row}>
      {ICONS[expired ? 'pending' : state]}
      <span>
        {t(`channels.${channel}`, { ns: 'consents' })} · {t(`purposes.${purpose}`, { ns: 'consents' })}
      </span>
      <span className={styles.detail}>
        {expired ? t('consent.expired') : t(`states.${state}`, { ns: 'consents' })}
      </span>
    </li>
  );
}
