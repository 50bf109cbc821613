import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useMay } from '../../session/session';
import { useFormat } from '../../ui/format';
import { textOf } from '../../ui/fields/values';
import { ListSkeleton } from '../../ui/list/ListSkeleton';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../shared/admin.module.css';
import { NewDialog } from '../shared/NewDialog';
import { Page } from '../shared/Page';
import { createRole, ROLES, useHolders, useRoles, useRolesQuery, type Role } from './queries';
import { useWords } from './words';

/** Roles, and how many hold each. */
export function RolesPage() {
  const { t } = useTranslation('administration/roles');
  const found = useRolesQuery();
  const [adding, setAdding] = useState(false);
  const may = useMay('role.manage');
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
      {t('new')}
    </Button>
  );
  return (
    <Page title={t('title')} lead={t('lead')} actions={may && add}>
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <ListSkeleton />}
      {found.data && <Table roles={[...found.data.values()]} />}
      {adding && <NewRole onClose={() => setAdding(false)} />}
    </Page>
  );
}

function Table({ roles }: { roles: readonly Role[] }) {
  const { t } = useTranslation('administration/roles');
  return (
    <div className={styles.scroller}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('role')}</th>
            <th scope="col">{t('allowed')}</th>
            <th scope="col">{t('holders')}</th>
          </tr>
        </thead>
        <tbody>
          {roles.map((one) => (
            <Row key={one.id} role={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ role }: { role: Role }) {
  const { t } = useTranslation('administration/roles');
  const words = useWords();
  const hidden = role.masks.length;
  return (
    <tr>
      <th scope="row">
        <Link to={`/administration/roles/${role.id}`}>{words.role(role)}</Link>
        {role.description && <div className={styles.quiet}>{role.description}</div>}
      </th>
      <td data-label={t('allowed')}>
        {t('permissionCount', { count: Object.keys(role.permissions).length })}
        {hidden > 0 && <div className={styles.quiet}>{t('maskCount', { count: hidden })}</div>}
      </td>
      <td data-label={t('holders')}>
        <HolderCount id={role.id} />
      </td>
    </tr>
  );
}

/** How many people hold a role, and the way to them. */
export function HolderCount({ id }: { id: string }) {
  const { t } = useTranslation('administration/roles');
  const format = useFormat();
  const { data: count } = useHolders(id);
  if (count === undefined) return null;
  return (
    <Link to={`/administration/people?role=${id}`}>
      {t('holderCount', { count, shown: format.number(count) })}
    </Link>
  );
}

function NewRole({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('administration/roles');
  const navigate = useNavigate();
  const words = useWords();
  const roles = useRoles();
  const choices = [...roles.values()].map((one) => ({ value: one.id, label: words.role(one) }));
  return (
    <NewDialog
      title={t('newTitle')}
      ok={t('new')}
      fields={[
        { name: 'name', label: t('name'), kind: 'text', required: true },
        { name: 'description', label: t('description'), kind: 'longText', hint: t('descriptionHint') },
        { name: 'like', label: t('like'), kind: 'choice', choices, hint: t('likeHint') },
      ]}
      call={({ like, ...values }) => {
        const { permissions, masks } = roles.get(textOf(like)) ?? {};
        return createRole({ ...values, ...(permissions && { permissions, masks }) });
      }}
      touches={[ROLES]}
      onClose={onClose}
      onDone={({ id }) => void navigate(`/administration/roles/${id}`)}
    />
  );
}
