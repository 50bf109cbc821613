import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import inbox from '../inbox/Inbox.module.css';
import { InboxRow } from '../inbox/InboxRow';
import { useInbox } from '../inbox/items';
import { ErrorState } from '../ui/states/ErrorState';
import styles from './home.module.css';
import { Panel } from './Panel';

const SHOWN = 5;

/** What one has not read yet. */
export function News() {
  const { t } = useTranslation('home');
  const found = useInbox(true);
  const items = found.data?.pages[0]?.items.slice(0, SHOWN) ?? [];
  return (
    <Panel title={t('news.title')} more={{ path: '/inbox', label: t('all') }}>
      {found.isPending && <Skeleton active />}
      {found.isError && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isSuccess && items.length === 0 && <p className={styles.quiet}>{t('news.empty')}</p>}
      {items.length > 0 && (
        <ul className={inbox.items}>
          {items.map((item) => (
            <InboxRow key={item.id} item={item} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
