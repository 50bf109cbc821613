import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../session/session';
import { EmptyState } from '../ui/states/EmptyState';
import styles from './AdministrationPage.module.css';
import { PARTS } from './parts';

/** What whoever looks may administer, each with a sentence. */
export function AdministrationPage() {
  const { t } = useTranslation('administration');
  const held = useMe().permissions;
  const holds = (one: string) => one in held;
  const parts = PARTS.filter(({ permissions, all }) =>
    all ? permissions.every(holds) : permissions.some(holds),
  );
  if (parts.length === 0) return <EmptyState title={t('none')} text={t('noneText')} />;
  return (
    <div className={styles.page}>
      <h1>{t('title')}</h1>
      <p className={styles.lead}>{t('lead')}</p>
      <ul className={styles.cards}>
        {parts.map(({ name, path, icon }) => (
          <li key={name}>
            <Link to={path}>
              {icon}
              <h2>{t(`parts.${name}.name`)}</h2>
              <p>{t(`parts.${name}.text`)}</p>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
