import {
  CalendarOutlined,
  CarOutlined,
  CommentOutlined,
  FileTextOutlined,
  GlobalOutlined,
  MailOutlined,
  MessageOutlined,
  PhoneOutlined,
  SettingOutlined,
  TeamOutlined,
  TagOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';

const ICONS: Record<string, ReactNode> = {
  note: <FileTextOutlined />,
  call: <PhoneOutlined />,
  meeting: <TeamOutlined />,
  visit: <CarOutlined />,
  email: <MailOutlined />,
  chat: <CommentOutlined />,
  sms: <MessageOutlined />,
  letter: <FileTextOutlined />,
  web: <GlobalOutlined />,
  event: <CalendarOutlined />,
  system: <SettingOutlined />,
};

export const iconOf = (channel: string): ReactNode => ICONS[channel] ?? <TagOutlined />;
