import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { LookTab } from './LookTab';
import styles from './me.module.css';
import { MessagesTab } from './MessagesTab';
import { ProfileTab } from './ProfileTab';
import { QuietTab } from './QuietTab';
import { SecurityTab } from './security/SecurityTab';

const TABS = {
  profile: ProfileTab,
  security: SecurityTab,
  look: LookTab,
  messages: MessagesTab,
  quiet: QuietTab,
} as const;
type Tab = keyof typeof TABS;
const NAMES: readonly Tab[] = ['profile', 'security', 'look', 'messages', 'quiet'];

/** Everything about oneself; which part is in the address. */
export function MePage() {
  const { t } = useTranslation('me');
  const navigate = useNavigate();
  const { tab } = useParams();
  const active = NAMES.find((one) => one === tab) ?? 'profile';
  const Shown = TABS[active];
  return (
    <div className={styles.page}>
      <h1>{t('title')}</h1>
      <Tabs
        activeKey={active}
        items={NAMES.map((one) => ({
          key: one,
          label: t(`tabs.${one}`),
          children: one === active && <Shown />,
        }))}
        onChange={(key) => void navigate(`/me/${key}`)}
      />
    </div>
  );
}
