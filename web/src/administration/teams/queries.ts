/** Teams as they are administered; who reads them only needs `ui/directory`. */
import { api, data, type Schemas } from '../../api/client';
import type { Changes } from '../shared/useEdit';

/** All that is loaded of teams: what names them everywhere, and their list. */
export const TEAMS = ['identity', 'teams'];

const path = (id: string) => ({ path: { team_id: id } });

export const loadTeam = (id: string) => data(api.GET('/api/identity/teams/{team_id}', { params: path(id) }));

export const createTeam = (values: Changes) =>
  // as: from the form, which has these fields
  data(api.POST('/api/identity/teams', { body: values as Schemas['identity_TeamCreate'] }));

export const updateTeam = (id: string, version: number, changes: Changes) =>
  data(
    api.PATCH('/api/identity/teams/{team_id}', {
      params: { ...path(id), header: { 'if-match': `"${version}"` } },
      body: changes, // from the form, which has these fields
    }),
  );

export const removeTeam = (id: string) => api.DELETE('/api/identity/teams/{team_id}', { params: path(id) });
