import { UserAddOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import { SearchBox } from '../../ui/list/SearchBox';
import { ListSkeleton } from '../../ui/list/ListSkeleton';
import { EmptyState } from '../../ui/states/EmptyState';
import { ErrorState } from '../../ui/states/ErrorState';
import { useAddress } from '../shared/address';
import styles from '../shared/admin.module.css';
import { Page } from '../shared/Page';
import { SettingUp } from '../shared/settingUp';
import { useRoleChoices, useTeamChoices } from './fields';
import { NewPerson } from './NewPerson';
import { PeopleTable } from './PeopleTable';
import { usePeople, type Asked } from './queries';

/** Everybody who works here, also those who no longer do. */
export function PeoplePage() {
  const { t } = useTranslation('administration/people');
  const [asked, ask] = useAddress('q', 'role', 'team', 'active');
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const settingUp = use(SettingUp);
  const may = useMay('user.manage');
  const add = (
    <Button type="primary" icon={<UserAddOutlined />} onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={may && add}>
      <Narrowing asked={asked} ask={ask} />
      <Found asked={asked} onClear={() => ask({ q: '', role: '', team: '', active: '' })} />
      {adding && (
        <NewPerson
          onClose={() => setAdding(false)}
          onDone={({ id }) => {
            if (!settingUp) void navigate(`/administration/people/${id}`);
          }}
        />
      )}
    </Page>
  );
}

function Narrowing({ asked, ask }: { asked: Asked; ask: (change: Partial<Asked>) => void }) {
  const { t } = useTranslation('administration/people');
  const select = (
    name: 'role' | 'team' | 'active',
    any: string,
    options: { value: string; label: string }[],
  ) => (
    <Select
      aria-label={any}
      placeholder={any}
      allowClear
      showSearch={options.length > 8 && { optionFilterProp: 'label' }}
      popupMatchSelectWidth={false}
      value={asked[name] || undefined}
      options={options}
      onChange={(value?: string) => ask({ [name]: value ?? '' })}
    />
  );
  return (
    <div className={styles.actions} role="search" aria-label={t('filters')}>
      <SearchBox value={asked.q} hint={t('search')} onChange={(q) => ask({ q })} />
      {select('role', t('anyRole'), useRoleChoices())}
      {select('team', t('anyTeam'), useTeamChoices())}
      {select('active', t('anyState'), [
        { value: 'yes', label: t('onlyActive') },
        { value: 'no', label: t('onlyInactive') },
      ])}
    </div>
  );
}

function Found({ asked, onClear }: { asked: Asked; onClear: () => void }) {
  const { t } = useTranslation('administration/people');
  const shared = useTranslation('administration').t;
  const format = useFormat();
  const found = usePeople(asked);
  if (found.error) return <ErrorState error={found.error} retry={found.reload} />;
  if (found.pending) return <ListSkeleton />;
  if (found.lines.length === 0) {
    const clear = <Button onClick={onClear}>{t('clear')}</Button>;
    return <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={clear} />;
  }
  const count = found.total ?? found.lines.length;
  return (
    <>
      <p className={styles.lead}>{t('count', { count, shown: format.number(count) })}</p>
      <PeopleTable people={found.lines} />
      {found.more && (
        <Button loading={found.loading} onClick={found.loadMore}>
          {shared('more')}
        </Button>
      )}
    </>
  );
}
