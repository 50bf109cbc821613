import { App } from 'antd';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { onNews } from '../app/live';
import { queries } from '../app/queries';
import { isQuiet, QUIET_HOURS, quietHours } from '../me/quiet';
import { usePreference } from '../session/preferences';
import { useMe } from '../session/session';
import { loadItem, markRead, type Item, type Unread } from './items';
import { UNREAD } from './keys';
import { isWatched } from './watching';
import { goal, words } from './words';

/** What comes into the inbox pops up, outside of quiet hours, in the page that is looked at. */
export function Toasts() {
  const { t, i18n } = useTranslation('inbox');
  const { notification } = App.useApp();
  const navigate = useNavigate();
  const atInbox = useLocation().pathname === '/inbox';
  const zone = useMe().time_zone;
  const quiet = usePreference(QUIET_HOURS);

  const show = useEffectEvent((item: Item) => {
    if (item.read_at !== null || isWatched(item)) return;
    const { title, detail } = words(t, item, i18n.language);
    const open = () => {
      notification.destroy(item.id);
      const to = goal(item);
      void navigate(to && !to.file ? to.path : '/inbox');
      void markRead(item, true);
    };
    notification.info({ key: item.id, title, description: detail, onClick: open, placement: 'bottomRight' });
  });
  const hear = useEffectEvent((id: string, unread: number) => {
    const before = queries.getQueryData<Unread>(UNREAD)?.unread;
    const looked = document.visibilityState === 'visible' && !atInbox;
    if (before === undefined || unread <= before || !looked) return;
    if (quiet === undefined || isQuiet(quietHours(quiet), zone)) return;
    // An item that cannot be loaded is in the inbox all the same.
    loadItem(id).then(show, () => undefined);
  });
  useEffect(
    () =>
      onNews((news) => {
        if (news.event === 'inbox') hear(news.item_id, news.unread);
      }),
    [],
  );
  return null;
}
