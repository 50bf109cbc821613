import { CheckOutlined } from '@ant-design/icons';
import { App, Button, Segmented, Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMe } from '../session/session';
import { useFormat } from '../ui/format';
import { useProblemText } from '../ui/problems';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import { byDay, daysAgo } from './days';
import styles from './Inbox.module.css';
import { InboxRow } from './InboxRow';
import { markAllRead, useInbox, type Item } from './items';

/** What happened that concerns whoever is signed in; the latest first, by days. */
export function InboxPage() {
  const { t } = useTranslation('inbox');
  const { message } = App.useApp();
  const text = useProblemText();
  const [address, setAddress] = useSearchParams();
  const onlyUnread = address.get('show') === 'unread';
  const inbox = useInbox(onlyUnread);
  const items = useMemo(() => inbox.data?.pages.flatMap((page) => page.items) ?? [], [inbox.data]);
  const first = items[0];
  const readAll = () => {
    if (first) markAllRead(first.updated_at).catch((error: unknown) => void message.error(text(error)));
  };
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1>{t('title')}</h1>
        <Segmented
          aria-label={t('show')}
          value={onlyUnread ? 'unread' : 'all'}
          options={[
            { value: 'all', label: t('all') },
            { value: 'unread', label: t('unread') },
          ]}
          onChange={(show) => setAddress(show === 'unread' ? { show } : {}, { replace: true })}
        />
        <Button
          icon={<CheckOutlined />}
          disabled={!items.some((item) => item.read_at === null)}
          onClick={readAll}
        >
          {t('readAll')}
        </Button>
      </header>
      {inbox.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {inbox.isError && <ErrorState error={inbox.error} retry={() => void inbox.refetch()} />}
      {inbox.isSuccess && items.length === 0 && (
        <EmptyState title={t(onlyUnread ? 'empty.read' : 'empty.title')} text={t('empty.text')} />
      )}
      <Days items={items} />
      {inbox.hasNextPage && (
        <Button block loading={inbox.isFetchingNextPage} onClick={() => void inbox.fetchNextPage()}>
          {t('older')}
        </Button>
      )}
    </div>
  );
}

function Days({ items }: { items: readonly Item[] }) {
  const { t } = useTranslation('inbox');
  const zone = useMe().time_zone;
  const format = useFormat();
  const named = (date: string) => {
    const ago = daysAgo(date, zone);
    return ago < 2 ? t(ago === 1 ? 'yesterday' : 'today') : format.date(date);
  };
  return byDay(items, zone).map((day) => (
    <section key={day.date} aria-label={named(day.date)}>
      <h2 className={styles.day}>{named(day.date)}</h2>
      <ul className={styles.items}>
        {day.items.map((item) => (
          <InboxRow key={item.id} item={item} />
        ))}
      </ul>
    </section>
  ));
}
