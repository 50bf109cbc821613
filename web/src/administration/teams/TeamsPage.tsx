import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTeams } from '../../ui/directory';
import { EmptyState } from '../../ui/states/EmptyState';
import { useAddress } from '../shared/address';
import styles from '../shared/admin.module.css';
import { Page } from '../shared/Page';
import { Actions, NewTeamButton } from './Actions';
import { treeOf } from './hierarchy';
import { NewTeam } from './NewTeam';
import { TeamPanel } from './TeamPanel';
import own from './teams.module.css';
import { Tree } from './Tree';

/** The tree of teams; the one that is open stands beside it. */
export function TeamsPage() {
  const { t } = useTranslation('administration/teams');
  const [{ open }, change] = useAddress('open');
  const [below, setBelow] = useState<string | null | undefined>();
  const teams = useTeams();
  const team = teams.get(open);
  const add = () => setBelow(null);
  const button = <NewTeamButton onClick={add} />;
  return (
    <Page title={t('title')} lead={t('lead')} actions={<Actions as="tree" open={open} onNew={add} />}>
      {teams.size === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={button} />}
      {teams.size > 0 && (
        <div className={own.split}>
          <Tree nodes={treeOf(teams.values())} open={open} onOpen={(id) => change({ open: id })} />
          {team ? (
            <TeamPanel
              key={team.id}
              team={team}
              onBelow={() => setBelow(team.id)}
              onGone={() => change({ open: '' })}
            />
          ) : (
            <p className={styles.lead}>{t('choose')}</p>
          )}
        </div>
      )}
      {below !== undefined && (
        <NewTeam below={below} onClose={() => setBelow(undefined)} onDone={(id) => change({ open: id })} />
      )}
    </Page>
  );
}
