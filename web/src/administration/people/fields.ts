import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../../i18n';
import { useTeams } from '../../ui/directory';
import { LANGUAGE_NAMES } from '../../ui/LanguageChoice';
import type { Choice, FieldDescription } from '../../ui/records/description';
import { useRoles } from '../roles/queries';
import { useWords } from '../roles/words';

/** What administrators say of a person (services/identity/identity/users/schemas.py). */
export function usePersonFields(): FieldDescription[] {
  const { t } = useTranslation('administration/people');
  const roles = useRoleChoices();
  const teams = useTeamChoices();
  return useMemo(() => {
    const fields: Omit<FieldDescription, 'editable'>[] = [
      {
        name: 'name',
        label: t('name'),
        kind: 'text',
        required: true,
        filter: { field: 'name', kind: 'text', filled: true },
        sort: 'name',
        width: 180,
      },
      {
        name: 'email',
        label: t('email'),
        kind: 'text',
        required: true,
        filter: { field: 'email', kind: 'text', filled: true },
        sort: 'email',
        width: 220,
        initially: true,
      },
      {
        name: 'role_ids',
        label: t('roles'),
        kind: 'choices',
        choices: roles,
        filter: { field: 'role_ids', kind: 'references' },
        width: 180,
        initially: true,
      },
      {
        name: 'team_ids',
        label: t('teams'),
        kind: 'choices',
        choices: teams,
        filter: { field: 'team_ids', kind: 'references' },
        width: 180,
        initially: true,
      },
      {
        name: 'manager_id',
        label: t('manager'),
        kind: 'person',
        filter: { field: 'manager_id', kind: 'reference' },
        width: 140,
        initially: true,
      },
      {
        name: 'language',
        label: t('language'),
        kind: 'choice',
        choices: LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
        required: true,
        filter: { field: 'language', kind: 'choice', filled: true },
        width: 110,
      },
      { name: 'time_zone', label: t('time_zone'), kind: 'zone', required: true, width: 180 },
    ];
    return fields.map((one) => ({ ...one, editable: true }));
  }, [t, roles, teams]);
}

export function useRoleChoices(): Choice[] {
  const words = useWords();
  const roles = useRoles();
  return useMemo(
    () => [...roles.values()].map((one) => ({ value: one.id, label: words.role(one) })),
    [roles, words],
  );
}

export function useTeamChoices(): Choice[] {
  const teams = useTeams();
  return useMemo(() => [...teams.values()].map(({ id, name }) => ({ value: id, label: name })), [teams]);
}
