import { useTranslation } from 'react-i18next';
import { useRoleChoices, useTeamChoices } from '../people/fields';
import type { FieldDescription } from '../../ui/records/description';

export function useKeyFields(): FieldDescription[] {
  const { t } = useTranslation('administration/api-keys');
  const roles = useRoleChoices();
  const teams = useTeamChoices();
  return [
    { name: 'name', label: t('name'), kind: 'text', required: true, hint: t('nameHint') },
    { name: 'role_ids', label: t('roles'), kind: 'choices', choices: roles, required: true },
    { name: 'team_ids', label: t('teams'), kind: 'choices', choices: teams },
    { name: 'addresses', label: t('addresses'), kind: 'texts', hint: t('addressesHint') },
    { name: 'expires_at', label: t('expires'), kind: 'moment', hint: t('expiresHint') },
    { name: 'description', label: t('description'), kind: 'longText' },
  ];
}
