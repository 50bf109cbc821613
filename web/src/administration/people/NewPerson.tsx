import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import { COLLEAGUES } from '../../ui/directory';
import { NewDialog } from '../shared/NewDialog';
import { usePersonFields } from './fields';
import { PasswordField } from './PasswordField';
import { createUser, USERS, type User } from './queries';

/** Adds somebody: with a password, or without one for the time being. */
export function NewPerson({ onClose, onDone }: { onClose: () => void; onDone: (user: User) => void }) {
  const { t } = useTranslation('administration/people');
  const [language] = useMe().organisation.languages;
  const fields = usePersonFields().map((one) =>
    one.name === 'time_zone' ? { ...one, required: false, hint: t('zoneHint') } : one,
  );
  return (
    <NewDialog
      title={t('newTitle')}
      ok={t('create')}
      fields={fields}
      initial={{ language, role_ids: [], team_ids: [] }}
      more={({ password }, set, fault) => (
        <PasswordField
          label={t('password')}
          hint={t('passwordHint')}
          value={password}
          fault={fault('password')}
          onChange={(value) => set('password', value)}
        />
      )}
      call={createUser}
      touches={[USERS, COLLEAGUES]}
      onClose={onClose}
      onDone={onDone}
    />
  );
}
