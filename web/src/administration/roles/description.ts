/** What a role is to the list of roles (services/identity/identity/roles/queries.py). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../../api/client';
import { confirmFirst } from '../../session/confirm';
import type { FieldDescription, ObjectDescription } from '../../ui/records/description';
import { updateRole, type RoleListed } from './queries';
import { useWords } from './words';

type Description = ObjectDescription<RoleListed>;

const load: Description['load'] = ({ limit, after, sort, filter, q, total }) =>
  data(api.GET('/api/identity/roles', { params: { query: { limit, after, sort, filter, q, total } } }));

/** Nobody lists a role as one of the list without its count: that is of people, and stays. */
const update: Description['update'] = async (role, changes) => ({
  ...role,
  ...(await confirmFirst(() => updateRole(role.id, role.version, changes))),
});

// The list shows nothing but roles, so `record` is one.
const reading = (read: (role: RoleListed) => unknown) => (record: object) => read(record as RoleListed);

export function useRoleDescription(): Description {
  const { t } = useTranslation('administration/roles');
  const words = useWords();
  return useMemo(() => {
    const fields: FieldDescription[] = [
      {
        name: 'name',
        label: t('role'),
        kind: 'text',
        read: reading(words.role),
        filter: { field: 'name', kind: 'text', filled: true },
        sort: 'name',
        width: 220,
      },
      {
        name: 'description',
        label: t('description'),
        kind: 'longText',
        editable: true,
        width: 320,
        initially: true,
      },
      {
        name: 'permissions',
        label: t('allowed'),
        kind: 'number',
        read: reading((role) => Object.keys(role.permissions).length),
        initially: true,
      },
      { name: 'holders', label: t('holders'), kind: 'number', initially: true },
      {
        name: 'masks',
        label: t('masksTitle'),
        kind: 'texts',
        read: reading((role) => role.masks.map(words.mask)),
        width: 260,
        initially: true,
      },
      {
        name: 'built_in',
        label: t('cameWith'),
        kind: 'flag',
        read: reading((role) => role.built_in !== null),
      },
      { name: 'created_at', label: t('createdAt'), kind: 'moment' },
      { name: 'updated_at', label: t('updatedAt'), kind: 'moment' },
    ];
    return {
      name: 'role',
      list: 'identity.roles',
      fields,
      title: 'name',
      path: ({ id }) => `/administration/roles/${id}`,
      load,
      update,
      permissions: { update: 'role.manage' },
    };
  }, [t, words]);
}
