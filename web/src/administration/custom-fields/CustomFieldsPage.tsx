import { PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ListSkeleton } from '../../ui/list/ListSkeleton';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import { useAddress } from '../shared/address';
import { Page } from '../shared/Page';
import { OBJECTS } from './draft';
import { EditField, NewField } from './FieldDrawer';
import { FieldsTable } from './FieldsTable';
import { useCustomFieldsQuery } from './queries';

/** The fields that the organisation adds to what it keeps. */
export function CustomFieldsPage() {
  const { t } = useTranslation('administration/custom-fields');
  const [asked, ask] = useAddress('object', 'archived', 'open');
  const [adding, setAdding] = useState(false);
  const found = useCustomFieldsQuery();
  const object = OBJECTS.find((one) => one === asked.object) ?? OBJECTS[0];
  const all = found.data?.filter((one) => one.object === object) ?? [];
  const shown = all.filter((one) => asked.archived === 'yes' || one.archived_at === null);
  const open = found.data?.find((one) => one.id === asked.open);
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={add}>
      <Tabs
        activeKey={object}
        onChange={(key) => ask({ object: key === OBJECTS[0] ? '' : key })}
        items={OBJECTS.map((key) => ({ key, label: t(`objects.${key}`) }))}
      />
      <Checkbox
        checked={asked.archived === 'yes'}
        onChange={(event) => ask({ archived: event.target.checked ? 'yes' : '' })}
      >
        {t('showArchived')}
      </Checkbox>
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <ListSkeleton />}
      {found.data && shown.length === 0 && (
        <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={add} />
      )}
      {shown.length > 0 && <FieldsTable fields={shown} onOpen={(id) => ask({ open: id })} />}
      {adding && <NewField object={object} position={all.length} onClose={() => setAdding(false)} />}
      {open && <EditField key={open.id} field={open} onClose={() => ask({ open: '' })} />}
    </Page>
  );
}
