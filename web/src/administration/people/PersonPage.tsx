import { Skeleton, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useMay } from '../../session/session';
import { COLLEAGUES } from '../../ui/directory';
import { ErrorState } from '../../ui/states/ErrorState';
import { useAddress } from '../shared/address';
import styles from '../shared/admin.module.css';
import { EditForm } from '../shared/EditForm';
import { ShownFields } from '../shared/ShownFields';
import { Page } from '../shared/Page';
import { useEdit } from '../shared/useEdit';
import { usePersonFields } from './fields';
import { PersonActions } from './PersonActions';
import { PersonPermissions } from './PersonPermissions';
import { PersonSessions } from './PersonSessions';
import { loadUser, stateOf, updateUser, useUser, USERS, type User } from './queries';

export function PersonPage() {
  return <PersonRecord id={useParams().id ?? ''} />;
}

/** One person: what they are called, what they may do and why, where they are signed in. */
export function PersonRecord({ id, beside = false }: { id: string; beside?: boolean }) {
  const { t } = useTranslation('administration/people');
  const found = useUser(id);
  const up = beside ? null : { to: '/administration/people', name: t('title') };
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  const user = found.data;
  if (!user) {
    return (
      <Page title={t('one')} up={up}>
        <Skeleton active />
      </Page>
    );
  }
  const state = stateOf(user);
  return (
    <Page
      title={user.name}
      up={up}
      lead={
        <>
          {user.email} · {t(`states.${state}`)} · {t('factor')}{' '}
          {t(user.second_factor ? 'factorOn' : 'factorOff')}
        </>
      }
      actions={<PersonActions user={user} />}
    >
      <PersonTabs user={user} />
    </Page>
  );
}

function PersonTabs({ user }: { user: User }) {
  const { t } = useTranslation('administration/people');
  const [{ tab }, change] = useAddress('tab');
  return (
    <Tabs
      activeKey={tab || 'details'}
      onChange={(key) => change({ tab: key === 'details' ? '' : key })}
      items={[
        { key: 'details', label: t('tabs.details'), children: <Details key={user.id} user={user} /> },
        { key: 'permissions', label: t('tabs.permissions'), children: <PersonPermissions id={user.id} /> },
        { key: 'sessions', label: t('tabs.sessions'), children: <PersonSessions user={user} /> },
      ]}
    />
  );
}

function Details({ user }: { user: User }) {
  const { t } = useTranslation('administration/people');
  const fields = usePersonFields();
  const may = useMay('user.manage');
  const edit = useEdit(user, {
    load: () => loadUser(user.id),
    update: (version, changes) => updateUser(user.id, version, changes),
    touches: [USERS, COLLEAGUES],
  });
  if (may) return <EditForm edit={edit} fields={fields} />;
  return (
    <div className={styles.form}>
      <p className={styles.lead}>{t('readOnly')}</p>
      <ShownFields fields={fields} record={user} />
    </div>
  );
}
