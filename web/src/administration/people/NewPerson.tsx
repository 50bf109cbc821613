import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import { COLLEAGUES } from '../../ui/directory';
import { NewDialog } from '../shared/NewDialog';
import { usePersonFields } from './fields';
import { createUser, USERS, type User } from './queries';

/** Adds somebody: with a password, or invited. */
export function NewPerson({ onClose, onDone }: { onClose: () => void; onDone: (user: User) => void }) {
  const { t } = useTranslation('administration/people');
  const [language] = useMe().organisation.languages;
  const fields = usePersonFields().map((one) =>
    one.name === 'time_zone' ? { ...one, required: false, hint: t('zoneHint') } : one,
  );
  const password = {
    name: 'password',
    label: t('password'),
    kind: 'text',
    hint: t('passwordHint'),
  } as const;
  return (
    <NewDialog
      title={t('newTitle')}
      ok={t('create')}
      fields={[...fields, password]}
      initial={{ language, role_ids: [], team_ids: [] }}
      call={createUser}
      touches={[USERS, COLLEAGUES]}
      onClose={onClose}
      onDone={onDone}
    />
  );
}
