import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session';
import { MayNot } from '../../ui/records/MayNot';
import { EmptyState } from '../../ui/states/EmptyState';
import { AdminList } from '../shared/AdminList';
import { useRoleDescription } from './description';
import { NewRole } from './NewRole';

/** Roles, what each amounts to and how many hold it. */
export function RolesPage() {
  const manages = useMay('role.manage');
  const sees = useMay('user.read');
  return manages || sees ? <Roles manages={manages} /> : <MayNot />;
}

function Roles({ manages }: { manages: boolean }) {
  const { t } = useTranslation('administration/roles');
  const [adding, setAdding] = useState(false);
  const add = manages && (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <AdminList
        description={useRoleDescription()}
        title={t('title')}
        lead={t('lead')}
        search={t('search')}
        actions={add}
        empty={<EmptyState title={t('emptyTitle')} text={t('lead')} action={add} />}
      />
      {adding && <NewRole onClose={() => setAdding(false)} />}
    </>
  );
}
