import {
  DownloadOutlined,
  EditOutlined,
  FileTextOutlined,
  FunnelPlotOutlined,
  InfoCircleOutlined,
  SafetyOutlined,
  ShopOutlined,
  ShoppingOutlined,
  SolutionOutlined,
  TrophyOutlined,
  UploadOutlined,
  UserAddOutlined,
} from '@ant-design/icons';
import { App, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../ui/format';
import { useProblemText } from '../ui/problems';
import styles from './Inbox.module.css';
import { markRead, type Item } from './items';
import { goal, words } from './words';

const ICONS: Readonly<Record<string, ReactNode>> = {
  'customers-assigned': <ShopOutlined />,
  'import-finished': <UploadOutlined />,
  'export-finished': <DownloadOutlined />,
  'operation-finished': <EditOutlined />,
  'second-factor-reset': <SafetyOutlined />,
  'deal-won': <TrophyOutlined />,
};
/** Of kinds without an icon of their own. */
const THINGS: Readonly<Record<string, ReactNode>> = {
  lead: <UserAddOutlined />,
  opportunity: <FunnelPlotOutlined />,
  quote: <FileTextOutlined />,
  order: <ShoppingOutlined />,
  contract: <SolutionOutlined />,
};

/** One item: opened by a click, which reads it too. */
export function InboxRow({ item }: { item: Item }) {
  const { t, i18n } = useTranslation('inbox');
  const { message } = App.useApp();
  const text = useProblemText();
  const format = useFormat();
  const unread = item.read_at === null;
  const { title, detail } = words(t, item, i18n.language);
  const mark = (read: boolean) => {
    markRead(item, read).catch((error: unknown) => void message.error(text(error)));
  };
  return (
    <li className={styles.item} data-unread={unread}>
      <span className={styles.icon} aria-hidden>
        {ICONS[item.kind] ?? THINGS[item.thing] ?? <InfoCircleOutlined />}
      </span>
      <div className={styles.words}>
        <Way item={item} onOpen={() => mark(true)}>
          {unread && <span className="unseen">{t('isUnread')}</span>}
          {title}
        </Way>
        {detail && <p>{detail}</p>}
        <time dateTime={item.updated_at} title={format.moment(item.updated_at)}>
          {format.relative(item.updated_at)}
        </time>
      </div>
      <Button
        type="text"
        className={styles.dot}
        aria-label={t(unread ? 'markRead' : 'markUnread')}
        title={t(unread ? 'markRead' : 'markUnread')}
        onClick={() => mark(unread)}
        icon={<span />}
      />
    </li>
  );
}

function Way({ item, onOpen, children }: { item: Item; onOpen: () => void; children: ReactNode }) {
  const to = goal(item);
  if (!to) return <span className={styles.title}>{children}</span>;
  if (to.file) {
    return (
      <a className={styles.title} href={to.path} download onClick={onOpen}>
        {children}
      </a>
    );
  }
  return (
    <Link className={styles.title} to={to.path} onClick={onOpen}>
      {children}
    </Link>
  );
}
