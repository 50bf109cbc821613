import { useTranslation } from 'react-i18next';
import { NewDialog } from '../shared/NewDialog';
import { createTeam, TEAMS } from './queries';

interface Props {
  /** null: at the top. */
  below: string | null;
  onClose: () => void;
  onDone: (id: string) => void;
}

/** Asks what a new team is called, where it stands and who leads it. */
export function NewTeam({ below, onClose, onDone }: Props) {
  const { t } = useTranslation('administration/teams');
  return (
    <NewDialog
      title={t(below ? 'newBelow' : 'newTitle')}
      ok={t('create')}
      fields={[
        { name: 'name', label: t('name'), kind: 'text', required: true },
        { name: 'parent_id', label: t('parent'), kind: 'team' },
        { name: 'manager_id', label: t('lead_'), kind: 'person' },
      ]}
      initial={{ parent_id: below }}
      call={createTeam}
      touches={[TEAMS]}
      onClose={onClose}
      onDone={({ id }) => onDone(id)}
    />
  );
}
