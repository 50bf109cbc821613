import { useTranslation } from 'react-i18next';
import { useTeams } from '../../ui/directory';
import { useRoles } from '../roles/queries';
import { useWords } from '../roles/words';
import type { FieldDescription } from '../../ui/records/description';

/** What administrators say of a person. */
export function usePersonFields(): FieldDescription[] {
  const { t } = useTranslation('administration/people');
  return [
    { name: 'name', label: t('name'), kind: 'text', required: true },
    { name: 'email', label: t('email'), kind: 'text', required: true },
    { name: 'role_ids', label: t('roles'), kind: 'choices', choices: useRoleChoices() },
    { name: 'team_ids', label: t('teams'), kind: 'choices', choices: useTeamChoices() },
    { name: 'manager_id', label: t('manager'), kind: 'person' },
    { name: 'language', label: t('language'), kind: 'language', required: true },
    { name: 'time_zone', label: t('time_zone'), kind: 'zone', required: true },
  ];
}

export function useRoleChoices() {
  const words = useWords();
  return [...useRoles().values()].map((one) => ({ value: one.id, label: words.role(one) }));
}

export const useTeamChoices = () =>
  [...useTeams().values()].map(({ id, name }) => ({ value: id, label: name }));
