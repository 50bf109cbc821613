import { Alert, Button, Skeleton } from 'antd';
import { useId } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { useMay } from '../../session/session';
import type { FieldDescription } from '../../ui/records/description';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../shared/admin.module.css';
import { Conflict } from '../shared/Conflict';
import { SaveBar } from '../shared/EditForm';
import { Fields } from '../shared/Fields';
import { Page } from '../shared/Page';
import { useAsk, useFaults, useSaving } from '../shared/saving';
import { useEdit, type Edit } from '../shared/useEdit';
import { HolderCount } from './HolderCount';
import { Masks } from './Masks';
import { PermissionGrid } from './PermissionGrid';
import { loadRole, removeRole, ROLES, updateRole, useRole, type Role } from './queries';
import bar from './RolePage.module.css';
import { useWords } from './words';

const ADMINISTRATOR = 'administrator';

/** One role: what it allows and for whose records, what it hides, who holds it. */
export function RolePage() {
  const { t } = useTranslation('administration/roles');
  const words = useWords();
  const found = useRole(useParams().id ?? '');
  const may = useMay('role.manage');
  const up = { to: '/administration/roles', name: t('title') };
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  const role = found.data;
  const fixed = role?.built_in === ADMINISTRATOR;
  return (
    <Page
      title={role ? words.role(role) : t('role')}
      up={up}
      lead={role && <HolderCount id={role.id} />}
      actions={may && role && !fixed && <Remove role={role} />}
    >
      {role ? <RoleForm key={role.id} role={role} fixed={fixed || !may} /> : <Skeleton active />}
    </Page>
  );
}

function RoleForm({ role, fixed }: { role: Role; fixed: boolean }) {
  const { t } = useTranslation('administration/roles');
  const id = useId();
  const edit = useEdit(role, {
    load: () => loadRole(role.id),
    update: (version, changes) => updateRole(role.id, version, changes),
    touches: [ROLES],
    said: t('saved'),
  });
  const fields = useRoleFields();
  return (
    <form
      id={id}
      className={bar.form}
      onSubmit={(event) => {
        event.preventDefault();
        edit.save();
      }}
    >
      {role.built_in === ADMINISTRATOR && <Alert type="info" showIcon title={t('fixed')} />}
      {!fixed && <Named edit={edit} fields={fields} />}
      <PermissionGrid edit={edit} fixed={fixed} />
      <Masks edit={edit} fixed={fixed} />
      <p className={styles.hint}>
        <Trans t={t} i18nKey="factorNote" components={{ 1: <Link to="/administration/organisation" /> }} />
      </p>
      {!fixed && (
        <div className={bar.bar}>
          <Conflict edit={edit} fields={fields} />
          <SaveBar edit={edit} form={id} />
        </div>
      )}
    </form>
  );
}

function useRoleFields(): FieldDescription[] {
  const { t } = useTranslation('administration/roles');
  return [
    { name: 'name', label: t('name'), kind: 'text', required: true },
    { name: 'description', label: t('description'), kind: 'longText', hint: t('descriptionHint') },
    // What the grid and the list below change; here so that a conflict about them has a name.
    { name: 'permissions', label: t('allowed'), kind: 'text' },
    { name: 'masks', label: t('masksTitle'), kind: 'texts' },
  ];
}

function Named({ edit, fields }: { edit: Edit; fields: readonly FieldDescription[] }) {
  return (
    <div className={styles.form}>
      <Fields
        fields={fields.slice(0, 2)}
        values={edit.values}
        onChange={edit.set}
        fault={useFaults(edit.error)}
      />
    </div>
  );
}

function Remove({ role }: { role: Role }) {
  const { t } = useTranslation('administration/roles');
  const ask = useAsk();
  const navigate = useNavigate();
  const { name } = role;
  const removing = useSaving(() => removeRole(role.id), {
    touches: ['all', 'list'].map((name) => [...ROLES, name]),
    said: t('removed', { name }),
    done: () => void navigate('/administration/roles'),
  });
  const remove = async () => {
    if (await ask(t('removeTitle', { name }), t('removeText'), t('remove'))) removing.mutate(undefined);
  };
  return (
    <Button danger loading={removing.isPending} onClick={() => void remove()}>
      {t('remove')}
    </Button>
  );
}
