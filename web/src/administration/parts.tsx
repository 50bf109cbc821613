/** The parts of administration: what each is for, who may use it, where it is. */
import {
  ApartmentOutlined,
  AuditOutlined,
  BankOutlined,
  FormOutlined,
  KeyOutlined,
  RocketOutlined,
  SafetyOutlined,
  TagsOutlined,
  TeamOutlined,
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
  { name: 'audit', path: '/audit', icon: <AuditOutlined />, permissions: ['audit.read'] },
  {
    name: 'organisation',
    path: '/administration/organisation',
    icon: <BankOutlined />,
    permissions: ['organisation.update'],
  },
  { name: 'set-up', path: '/setup', icon: <RocketOutlined />, permissions: NEEDED, all: true },
];
