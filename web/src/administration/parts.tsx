/** The parts of administration: what each is for, who may use it, where it is. */
import {
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  FormOutlined,
  FunnelPlotOutlined,
  KeyOutlined,
  MailOutlined,
  PercentageOutlined,
  RocketOutlined,
  SafetyOutlined,
  SendOutlined,
  TagsOutlined,
  TeamOutlined,
  TransactionOutlined,
  UserAddOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';
import { NEEDED } from '../setup/steps';

interface Part {
  name:
    | 'people'
    | 'roles'
    | 'teams'
    | 'custom-fields'
    | 'tags'
    | 'api-keys'
    | 'pipelines'
    | 'lead-rules'
    | 'discount-limits'
    | 'exchange-rates'
    | 'deliveries'
    | 'templates'
    | 'audit'
    | 'organisation'
    | 'set-up';
  path: string;
  icon: ReactNode;
  /** Any of these opens it. */
  permissions: readonly string[];
  /** Not any: all of them are needed. */
  all?: boolean;
}

export const PARTS: readonly Part[] = [
  {
    name: 'people',
    path: '/administration/people',
    icon: <TeamOutlined />,
    permissions: ['user.read', 'user.manage'],
  },
  {
    name: 'roles',
    path: '/administration/roles',
    icon: <SafetyOutlined />,
    permissions: ['role.manage', 'user.read'],
  },
  { name: 'teams', path: '/administration/teams', icon: <ApartmentOutlined />, permissions: ['team.manage'] },
  {
    name: 'custom-fields',
    path: '/administration/custom-fields',
    icon: <FormOutlined />,
    permissions: ['custom_field.manage'],
  },
  { name: 'tags', path: '/administration/tags', icon: <TagsOutlined />, permissions: ['tag.manage'] },
  {
    name: 'api-keys',
    path: '/administration/api-keys',
    icon: <KeyOutlined />,
    permissions: ['api_key.manage'],
  },
  {
    name: 'pipelines',
    path: '/administration/pipelines',
    icon: <FunnelPlotOutlined />,
    permissions: ['pipeline.manage'],
  },
  {
    name: 'lead-rules',
    path: '/lead-rules',
    icon: <UserAddOutlined />,
    permissions: ['lead_rule.manage'],
  },
  {
    name: 'discount-limits',
    path: '/quotes/discount-limits',
    icon: <PercentageOutlined />,
    permissions: ['price_book.manage'],
  },
  {
    name: 'exchange-rates',
    path: '/administration/exchange-rates',
    icon: <TransactionOutlined />,
    permissions: ['exchange_rate.manage'],
  },
  {
    name: 'templates',
    path: '/administration/templates',
    icon: <MailOutlined />,
    permissions: ['template.manage'],
  },
  {
    name: 'deliveries',
    path: '/deliveries',
    icon: <SendOutlined />,
    permissions: ['delivery.read'],
  },
  { name: 'audit', path: '/audit', icon: <AuditOutlined />, permissions: ['audit.read'] },
  {
    name: 'organisation',
    path: '/administration/organisation',
    icon: <BankOutlined />,
    permissions: ['organisation.update'],
  },
  { name: 'set-up', path: '/setup', icon: <RocketOutlined />, permissions: NEEDED, all: true },
];
