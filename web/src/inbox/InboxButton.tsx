import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, data } from '../api/client';
import { UNREAD } from './keys';

/** The bell with how many items are unread; the live stream counts it up. */
export function InboxButton() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const unread = useQuery({
    queryKey: UNREAD,
    queryFn: () => data(api.GET('/api/notifications/inbox/unread')),
  });
  const count = unread.data?.unread ?? 0;
  return (
    <Badge count={count} size="small" offset={[count > 9 ? 2 : -4, 4]}>
      <Button
        type="text"
        icon={<BellOutlined />}
        aria-label={t('inbox', { count })}
        onClick={() => void navigate('/inbox')}
      />
    </Badge>
  );
}
