import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session';
import { TEAMS, useTeams } from '../../ui/directory';
import { EmptyState } from '../../ui/states/EmptyState';
import { useAddress } from '../shared/address';
import styles from '../shared/admin.module.css';
import { NewDialog } from '../shared/NewDialog';
import { Page } from '../shared/Page';
import { createTeam } from './queries';
import { TeamPanel } from './TeamPanel';
import own from './teams.module.css';
import { Tree } from './Tree';
import { treeOf } from './hierarchy';

/** The tree of teams; the one that is open stands beside it. */
export function TeamsPage() {
  const { t } = useTranslation('administration/teams');
  const [{ open }, change] = useAddress('open');
  const [below, setBelow] = useState<string | null | undefined>();
  const teams = useTeams();
  const may = useMay('team.manage');
  const add = (
    <Button type="primary" icon={<PlusOutlined />} onClick={() => setBelow(null)}>
      {t('new')}
    </Button>
  );
  const team = teams.get(open);
  return (
    <Page title={t('title')} lead={t('lead')} actions={may && add}>
      {teams.size === 0 && <EmptyState title={t('emptyTitle')} text={t('emptyText')} action={may && add} />}
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

interface NewProps {
  below: string | null;
  onClose: () => void;
  onDone: (id: string) => void;
}

function NewTeam({ below, onClose, onDone }: NewProps) {
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
