import { StarFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './orgchart.module.css';
import type { Branch } from './tree';

/** An org chart as a nested list. */
export function OrgList({ branches }: { branches: readonly Branch[] }) {
  const { t } = useTranslation('contacts');
  return (
    <ul className={styles.list}>
      {branches.map(({ position, below }) => (
        <li key={position.contact_id}>
          <span className={styles.person} data-role={position.decision_role ?? undefined}>
            <Link to={`/contacts/${position.contact_id}`}>{position.name}</Link>
            {position.primary && (
              <StarFilled className={styles.star} title={t('links.main')} aria-label={t('links.main')} />
            )}
            <span className={styles.quiet}>
              {[
                position.title,
                position.department,
                position.decision_role && t(`roles.${position.decision_role}`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </span>
          {below.length > 0 && <OrgList branches={below} />}
        </li>
      ))}
    </ul>
  );
}
