import { LeftOutlined } from '@ant-design/icons';
import { use, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SetUpLink } from '../../setup/SetUpLink';
import styles from './admin.module.css';
import { SettingUp } from './settingUp';

interface Props {
  title: string;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Where it belongs; the index of administration unless said. null: it stands beside that. */
  up?: { to: string; name: string } | null;
  children: ReactNode;
}

/** What every page of administration looks like. */
export function Page({ title, lead, actions, up, children }: Props) {
  const { t } = useTranslation('administration');
  if (use(SettingUp)) {
    return (
      <>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
        {children}
      </>
    );
  }
  const above = up === undefined ? { to: '/administration', name: t('back') } : up;
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.heading}>
          {above && (
            <div className={styles.actions}>
              <Link to={above.to}>
                <LeftOutlined aria-hidden /> {above.name}
              </Link>
              <SetUpLink />
            </div>
          )}
          <h1>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
