/** Roles, what they can allow and hide, and who holds them. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import { useMe } from '../../session/session';
import { holding } from '../people/address';
import { every } from '../shared/every';
import { written, type Changes } from '../shared/useEdit';

export type Role = Schemas['identity_RoleRead'];
export type RoleListed = Schemas['identity_RoleListed'];
export type Permission = Schemas['identity_PermissionRead'];
export type Maskable = Schemas['identity_MaskableRead'];
export type Scope = Permission['scopes'][number];

export const ROLES = ['identity', 'roles'];
const NONE: ReadonlyMap<string, Role> = new Map();
const ALWAYS = { staleTime: Infinity };

export function useRolesQuery() {
  const held = useMe().permissions;
  return useQuery({
    queryKey: [...ROLES, 'all'],
    enabled: 'role.manage' in held || 'user.read' in held,
    queryFn: async () => {
      const all = await every((query) => data(api.GET('/api/identity/roles', { params: { query } })));
      return new Map(all.map((one) => [one.id, one]));
    },
  });
}

export const useRoles = (): ReadonlyMap<string, Role> => useRolesQuery().data ?? NONE;

export const loadRole = (id: string) =>
  data(api.GET('/api/identity/roles/{role_id}', { params: { path: { role_id: id } } }));

export const useRole = (id: string) =>
  useQuery({ queryKey: [...ROLES, 'one', id], queryFn: () => loadRole(id) });

export const usePermissions = () =>
  useQuery({
    queryKey: ['identity', 'permissions'],
    queryFn: () => data(api.GET('/api/identity/permissions')),
    ...ALWAYS,
  });

export const useMaskable = () =>
  useQuery({
    queryKey: ['identity', 'maskable-fields'],
    queryFn: () => data(api.GET('/api/identity/maskable-fields')),
    ...ALWAYS,
  });

/** How many people hold a role. */
export function useHolders(id: string) {
  const may = 'user.read' in useMe().permissions;
  return useQuery({
    queryKey: ['identity', 'users', 'holding', id],
    enabled: may,
    queryFn: async () => {
      const query = { filter: JSON.stringify(holding('role_ids', id)), limit: 1, total: true };
      return (await data(api.GET('/api/identity/users', { params: { query } }))).total ?? 0;
    },
  });
}

export const updateRole = (id: string, version: number, changes: Changes) =>
  data(
    api.PATCH('/api/identity/roles/{role_id}', {
      params: { path: { role_id: id }, header: { 'if-match': `"${version}"` } },
      body: written(changes), // from the form, which has these fields
    }),
  );

export const createRole = (values: Changes) =>
  data(
    api.POST('/api/identity/roles', {
      // as: from the form, which has these fields
      body: { permissions: {}, ...values } as Schemas['identity_RoleCreate'],
    }),
  );

export const removeRole = (id: string) =>
  api.DELETE('/api/identity/roles/{role_id}', { params: { path: { role_id: id } } });
