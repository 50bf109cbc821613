import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTeams } from '../../ui/directory';
import { usePeek } from '../../ui/list/usePeek';
import { Gone } from '../../ui/records/Gone';
import { EmptyState } from '../../ui/states/EmptyState';
import { AdminList } from '../shared/AdminList';
import { Actions, NewTeamButton } from './Actions';
import { useTeamDescription } from './description';
import { NewTeam } from './NewTeam';
import { TeamPanel } from './TeamPanel';

/** Teams as a list, to be narrowed, sorted and changed in their rows; the one that is open stands beside it. */
export function TeamListPage() {
  const { t } = useTranslation('administration/teams');
  const [below, setBelow] = useState<string | null | undefined>();
  const teams = useTeams();
  const peek = usePeek();
  const add = () => setBelow(null);
  const button = <NewTeamButton onClick={add} />;
  const beside = (id: string) => {
    const team = teams.get(id);
    if (!team) return teams.size > 0 && <Gone action={null} />;
    return <TeamPanel key={id} team={team} onBelow={() => setBelow(id)} onGone={peek.close} />;
  };
  return (
    <>
      <AdminList
        description={useTeamDescription()}
        title={t('title')}
        lead={t('lead')}
        search={t('search')}
        peek={beside}
        actions={<Actions as="list" open={peek.id ?? ''} onNew={add} />}
        empty={<EmptyState title={t('emptyTitle')} text={t('emptyText')} action={button} />}
      />
      {below !== undefined && (
        <NewTeam below={below} onClose={() => setBelow(undefined)} onDone={peek.open} />
      )}
    </>
  );
}
