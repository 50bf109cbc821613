import { UserAddOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useNavigate, useSearchParams } from 'react-router';
import { useMay } from '../../session/session';
import { MayNot } from '../../ui/records/MayNot';
import { EmptyState } from '../../ui/states/EmptyState';
import { AdminList } from '../shared/AdminList';
import { SettingUp } from '../shared/settingUp';
import { translated } from './address';
import { usePeopleDescription } from './description';
import { NewPerson } from './NewPerson';

const PersonRecord = lazy(async () => ({ default: (await import('./PersonPage')).PersonRecord }));

/** Everybody who works here, also those who no longer do. */
export function PeoplePage() {
  const [address] = useSearchParams();
  const manages = useMay('user.manage');
  const sees = useMay('user.read');
  const now = translated(address);
  if (now) return <Navigate replace to={{ search: now.toString() }} />;
  return manages || sees ? <People manages={manages} /> : <MayNot />;
}

function People({ manages }: { manages: boolean }) {
  const { t } = useTranslation('administration/people');
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const settingUp = use(SettingUp);
  const add = manages && (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  );
  return (
    <>
      <AdminList
        description={usePeopleDescription()}
        title={t('title')}
        lead={t('lead')}
        search={t('search')}
        actions={add}
        empty={<EmptyState title={t('emptyTitle')} text={t('lead')} action={add} />}
        peek={(id) => (
          <SettingUp value={false}>
            <PersonRecord key={id} id={id} beside />
          </SettingUp>
        )}
      />
      {adding && (
        <NewPerson
          onClose={() => setAdding(false)}
          onDone={({ id }) => {
            if (!settingUp) void navigate(`/administration/people/${id}`);
          }}
        />
      )}
    </>
  );
}
