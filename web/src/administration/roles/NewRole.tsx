import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { textOf } from '../../ui/fields/values';
import { NewDialog } from '../shared/NewDialog';
import { createRole, ROLES, useRoles } from './queries';
import { useWords } from './words';

/** Asks what a new role is called, and which one it begins as a copy of. */
export function NewRole({ onClose }: { onClose: () => void }) {
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
