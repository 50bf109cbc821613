import { PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMe } from '../../session/session';
import { IMPORTERS } from '../places';

const CREATED = [
  { name: 'customer', path: '/customers/new', permissions: ['customer.create'] },
  { name: 'contact', path: '/contacts/new', permissions: ['customer.update'] },
  { name: 'lead', path: '/leads/new', permissions: ['lead.create'] },
  { name: 'opportunity', path: '/opportunities/new', permissions: ['opportunity.create'] },
  { name: 'quote', path: '/quotes/new', permissions: ['quote.create'] },
  { name: 'contract', path: '/contracts/new', permissions: ['contract.create'] },
  { name: 'order', path: '/orders/new', permissions: ['order.create'] },
  { name: 'payment', path: '/payments/new', permissions: ['order.invoice'] },
  { name: 'product', path: '/products/new', permissions: ['product.manage'] },
  { name: 'import', path: '/imports/new', permissions: IMPORTERS },
] as const satisfies readonly { name: string; path: string; permissions: readonly string[] }[];

/** What somebody who holds these permissions may make. */
export const createdBy = (held: object) =>
  CREATED.filter(({ permissions }) => permissions.some((one) => one in held));

/** The plus of the top bar: what can be made from anywhere. */
export function QuickCreate() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const held = useMe().permissions;
  const items = createdBy(held).map((one) => ({
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
