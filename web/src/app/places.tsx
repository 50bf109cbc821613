/** The places of the suite: what stands in the rail, who sees it, and the page behind it, loaded when opened. */
import {
  AuditOutlined,
  ContactsOutlined,
  FileDoneOutlined,
  FileTextOutlined,
  FunnelPlotOutlined,
  HistoryOutlined,
  HomeOutlined,
  InboxOutlined,
  PayCircleOutlined,
  SettingOutlined,
  ShopOutlined,
  ShoppingOutlined,
  SolutionOutlined,
  TagsOutlined,
  UploadOutlined,
  UserAddOutlined,
  WalletOutlined,
} from '@ant-design/icons';
import type { ReactNode } from 'react';

export interface Place {
  /** Key of its name in the texts of the app. */
  name:
    | 'home'
    | 'inbox'
    | 'customers'
    | 'contacts'
    | 'leads'
    | 'pipeline'
    | 'quotes'
    | 'contracts'
    | 'orders'
    | 'invoices'
    | 'payments'
    | 'products'
    | 'price_books'
    | 'imports'
    | 'operations'
    | 'audit'
    | 'administration';
  path: string;
  icon: ReactNode;
  /** Any of these permissions opens it; none: everybody. */
  permissions?: readonly string[];
  /** How near it is on a phone, whose bar has room for a few: 1 is the nearest. */
  thumb?: number;
}

/** Any of these takes files in. */
export const IMPORTERS = ['customer.import', 'lead.import', 'opportunity.import'];

export const PLACES: readonly Place[] = [
  { name: 'home', path: '/', icon: <HomeOutlined />, thumb: 1 },
  { name: 'inbox', path: '/inbox', icon: <InboxOutlined />, thumb: 6 },
  {
    name: 'customers',
    path: '/customers',
    icon: <ShopOutlined />,
    permissions: ['customer.read'],
    thumb: 2,
  },
  {
    name: 'contacts',
    path: '/contacts',
    icon: <ContactsOutlined />,
    permissions: ['customer.read'],
    thumb: 5,
  },
  { name: 'leads', path: '/leads', icon: <UserAddOutlined />, permissions: ['lead.read'], thumb: 4 },
  {
    name: 'pipeline',
    path: '/pipeline',
    icon: <FunnelPlotOutlined />,
    permissions: ['opportunity.read'],
    thumb: 3,
  },
  { name: 'quotes', path: '/quotes', icon: <FileTextOutlined />, permissions: ['quote.read'] },
  {
    name: 'contracts',
    path: '/contracts',
    icon: <SolutionOutlined />,
    permissions: ['contract.read'],
  },
  { name: 'orders', path: '/orders', icon: <ShoppingOutlined />, permissions: ['order.read'] },
  { name: 'invoices', path: '/invoices', icon: <FileDoneOutlined />, permissions: ['order.read'] },
  { name: 'payments', path: '/payments', icon: <PayCircleOutlined />, permissions: ['order.invoice'] },
  { name: 'products', path: '/products', icon: <TagsOutlined />, permissions: ['product.read'] },
  { name: 'price_books', path: '/price-books', icon: <WalletOutlined />, permissions: ['product.read'] },
  { name: 'imports', path: '/imports', icon: <UploadOutlined />, permissions: IMPORTERS },
  {
    name: 'operations',
    path: '/operations',
    icon: <HistoryOutlined />,
    permissions: ['customer.bulk_update', 'lead.bulk_update', 'opportunity.bulk_update', ...IMPORTERS],
  },
  { name: 'audit', path: '/audit', icon: <AuditOutlined />, permissions: ['audit.read'] },
  {
    name: 'administration',
    path: '/administration',
    icon: <SettingOutlined />,
    permissions: [
      'user.read',
      'user.manage',
      'role.manage',
      'team.manage',
      'custom_field.manage',
      'tag.manage',
      'api_key.manage',
      'organisation.update',
      'template.manage',
      'delivery.read',
    ],
  },
];
