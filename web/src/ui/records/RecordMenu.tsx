import { DeleteOutlined, LinkOutlined, MoreOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { App, Button, Dropdown, type MenuProps } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

const AccessDialog = lazy(async () => ({
  default: (await import('../../administration/access/AccessDialog')).AccessDialog,
}));

const PATHS = {
  customer: 'customers',
  contact: 'contacts',
  product: 'products',
  'price-book': 'price-books',
  lead: 'leads',
  opportunity: 'opportunities',
  quote: 'quotes',
  order: 'orders',
  contract: 'contracts',
};

interface Props {
  thing: keyof typeof PATHS;
  record: { id: string; name: string };
  /** Asks and deletes; where there is none, whoever looks may not. */
  onDelete?: () => void;
}

/** What is done rarely: the address to send to a colleague, who may do what here, deleting. */
export function RecordMenu({ thing, record, onDelete }: Props) {
  const { t } = useTranslation('ui/records');
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}/${PATHS[thing]}/${record.id}`);
    void message.success(t('menu.copied'));
  };
  const items: MenuProps['items'] = [
    { key: 'link', icon: <LinkOutlined />, label: t('menu.copy'), onClick: () => void copy() },
  ];
  // What has an owner is not open to everybody who may read its like.
  const owned = thing === 'customer' || thing === 'contact';
  if (owned)
    items.push({
      key: 'access',
      icon: <QuestionCircleOutlined />,
      label: t('menu.access'),
      onClick: () => setAsking(true),
    });
  if (onDelete)
    items.push({
      key: 'delete',
      icon: <DeleteOutlined />,
      danger: true,
      label: t('menu.delete'),
      onClick: onDelete,
    });
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button icon={<MoreOutlined />} aria-label={t('menu.label')} />
      </Dropdown>
      {asking && owned && (
        <Suspense>
          <AccessDialog thing={thing} id={record.id} name={record.name} onClose={() => setAsking(false)} />
        </Suspense>
      )}
    </>
  );
}
