/** People as administrators see them. */
import { useQuery } from '@tanstack/react-query';
import { api, data, type Schemas } from '../../api/client';
import type { Changes } from '../shared/useEdit';
import { useLines } from '../shared/useLines';

export type User = Schemas['identity_UserRead'];
export type State = 'active' | 'invited' | 'deactivated';
export type Held = Schemas['identity_PermissionHeld'];

export const USERS = ['identity', 'users'];

const path = (id: string) => ({ path: { user_id: id } });

export const loadUser = (id: string) => data(api.GET('/api/identity/users/{user_id}', { params: path(id) }));

export const useUser = (id: string) => useQuery({ queryKey: [...USERS, id], queryFn: () => loadUser(id) });

export const useHeld = (id: string) =>
  useQuery({
    queryKey: [...USERS, 'permissions', id],
    queryFn: () => data(api.GET('/api/identity/users/{user_id}/permissions', { params: path(id) })),
  });

export const useSessionsOf = (id: string) =>
  useLines([...USERS, 'sessions', id], (after) =>
    data(
      api.GET('/api/identity/users/{user_id}/sessions', {
        params: { ...path(id), query: { after, limit: 50 } },
      }),
    ),
  );

export const createUser = (values: Changes) =>
  // as: from the form, which has these fields
  data(api.POST('/api/identity/users', { body: values as Schemas['identity_UserCreate'] }));

export const updateUser = (id: string, version: number, changes: Changes) =>
  data(
    api.PATCH('/api/identity/users/{user_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body: changes, // from the form, which has these fields
    }),
  );

export const deactivate = (id: string) =>
  data(api.POST('/api/identity/users/{user_id}/deactivate', { params: path(id) }));

export const reactivate = (id: string) =>
  data(api.POST('/api/identity/users/{user_id}/reactivate', { params: path(id) }));

export const givePassword = (id: string, password: string) =>
  api.POST('/api/identity/users/{user_id}/password', { params: path(id), body: { password } });

export const resetFactor = (id: string) =>
  api.POST('/api/identity/users/{user_id}/second-factor/reset', { params: path(id) });

export const endSessions = (id: string) =>
  api.POST('/api/identity/users/{user_id}/sessions/revoke-all', { params: path(id) });

export const endSession = (id: string) =>
  api.DELETE('/api/identity/sessions/{session_id}', { params: { path: { session_id: id } } });

/** Whether somebody can sign in, and if not, why. */
export const stateOf = (user: User): State => {
  if (!user.active) return 'deactivated';
  return user.invited ? 'invited' : 'active';
};
