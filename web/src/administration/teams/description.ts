/** What a team is to the list of teams (services/identity/identity/teams/queries.py). */
import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../../api/client';
import { useColleagues, type Team } from '../../ui/directory';
import type { FieldDescription, ObjectDescription } from '../../ui/records/description';
import { memberCounts } from './hierarchy';
import { TEAMS, updateTeam } from './queries';

type Description = ObjectDescription<Team>;

const load: Description['load'] = ({ limit, after, sort, filter, q, total }) =>
  data(api.GET('/api/identity/teams', { params: { query: { limit, after, sort, filter, q, total } } }));

export function useTeamDescription(): Description {
  const { t } = useTranslation('administration/teams');
  const people = useColleagues();
  const client = useQueryClient();
  return useMemo(() => {
    const counts = memberCounts(people.values());
    const fields: FieldDescription[] = [
      {
        name: 'name',
        label: t('name'),
        kind: 'text',
        filter: { field: 'name', kind: 'text', filled: true },
        sort: 'name',
        editable: true,
        required: true,
      },
      {
        name: 'parent_id',
        label: t('parent'),
        kind: 'team',
        filter: { field: 'parent_id', kind: 'reference' },
        editable: true,
        width: 220,
        initially: true,
      },
      { name: 'manager_id', label: t('lead_'), kind: 'person', editable: true, initially: true },
      {
        name: 'members',
        label: t('membersTitle'),
        kind: 'number',
        read: (record) => counts.get((record as Team).id) ?? 0, // the list shows nothing but teams
        initially: true,
      },
      { name: 'created_at', label: t('createdAt'), kind: 'moment' },
      { name: 'updated_at', label: t('updatedAt'), kind: 'moment', initially: true },
    ];
    return {
      name: 'team',
      list: 'identity.teams',
      fields,
      title: 'name',
      load,
      update: async (team, changes) => {
        const saved = await updateTeam(team.id, team.version, changes);
        void client.invalidateQueries({ queryKey: TEAMS }); // what names teams everywhere
        return saved;
      },
      permissions: { update: 'team.manage' },
    };
  }, [t, people, client]);
}
