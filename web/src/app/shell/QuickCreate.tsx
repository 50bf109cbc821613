import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMe } from '../../session/session';

export const CREATED = [
  { name: 'customer', path: '/customers/new', permission: 'customer.create' },
  { name: 'contact', path: '/contacts/new', permission: 'customer.update' },
  { name: 'lead', path: '/leads/new', permission: 'lead.create' },
  { name: 'opportunity', path: '/opportunities/new', permission: 'opportunity.create' },
  { name: 'quote', path: '/quotes/new', permission: 'quote.create' },
  { name: 'order', path: '/orders/new', permission: 'order.create' },
  { name: 'payment', path: '/payments/new', permission: 'order.invoice' },
  { name: 'product', path: '/products/new', permission: 'product.manage' },
  { name: 'import', path: '/imports/new', permission: 'customer.import' },
] as const;

/** The plus of the top bar: what can be made from anywhere. */
export function QuickCreate() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const held = useMe().permissions;
  const items = CREATED.filter((one) => one.permission in held).map((one) => ({
    key: one.name,
    label: t(`create.${one.name}`),
    onClick: () => void navigate(one.path),
  }));
  if (items.length === 0) return null;
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button type="text" icon={<PlusOutlined />} aria-label={t('create.label')} />
    </Dropdown>
  );
}
