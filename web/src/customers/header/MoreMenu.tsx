import { DeleteOutlined, LinkOutlined, MoreOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProblemText } from '../../ui/problems';
import { useReaches } from '../../ui/records/may';
import type { Customer } from '../description';
import { deleteCustomer, loadCustomer, restoreCustomer } from '../queries';
import { useShowSaved } from '../useShowSaved';

const AccessDialog = lazy(async () => ({
  default: (await import('../../administration/access/AccessDialog')).AccessDialog,
}));
const SHOWN = 10; // seconds in which a deletion can be undone from its message

/** What is done rarely: the address to send to a colleague, deleting. */
export function MoreMenu({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const { message } = App.useApp();
  const [asking, setAsking] = useState(false);
  const remove = useDelete(customer);
  const reaches = useReaches();
  const copy = async () => {
    await navigator.clipboard.writeText(`${window.location.origin}/customers/${customer.id}`);
    void message.success(t('more.copied'));
  };
  const mayDelete = customer.deleted_at === null && reaches('customer.delete', customer);
  const items = [
    { key: 'link', icon: <LinkOutlined />, label: t('more.copy'), onClick: () => void copy() },
    {
      key: 'access',
      icon: <QuestionCircleOutlined />,
      label: t('more.access'),
      onClick: () => setAsking(true),
    },
    ...(mayDelete
      ? [
          {
            key: 'delete',
            icon: <DeleteOutlined />,
            danger: true,
            label: t('delete.button'),
            onClick: remove,
          },
        ]
      : []),
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']} placement="bottomRight">
        <Button icon={<MoreOutlined />} aria-label={t('more.label')} />
      </Dropdown>
      {asking && (
        <Suspense>
          <AccessDialog
            thing="customer"
            id={customer.id}
            name={customer.name}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}

/** Deletes after asking once, in the words of what will happen; the message takes it back. */
function useDelete(customer: Customer): () => void {
  const { t } = useTranslation('customers');
  const { message, modal } = App.useApp();
  const text = useProblemText();
  const show = useShowSaved();
  const restore = async () => {
    message.destroy(customer.id);
    try {
      show(await restoreCustomer(customer.id));
    } catch (error) {
      void message.error(text(error));
    }
  };
  const remove = async () => {
    try {
      await deleteCustomer(customer.id);
      show(await loadCustomer(customer.id));
    } catch (error) {
      void message.error(text(error));
      return;
    }
    const content = (
      <>
        {t('delete.done', { name: customer.name })}{' '}
        <Button type="link" size="small" onClick={() => void restore()}>
          {t('delete.undo')}
        </Button>
      </>
    );
    void message.success({ key: customer.id, duration: SHOWN, content });
  };
  return () =>
    void modal.confirm({
      title: t('delete.title', { name: customer.name }),
      content: t('delete.text'),
      okText: t('delete.button'),
      okButtonProps: { danger: true },
      onOk: remove,
    });
}
