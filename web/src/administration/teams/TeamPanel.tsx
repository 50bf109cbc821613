import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session';
import { useTeams, type Team } from '../../ui/directory';
import type { FieldDescription } from '../../ui/records/description';
import styles from '../shared/admin.module.css';
import { EditForm } from '../shared/EditForm';
import { ShownFields } from '../shared/ShownFields';
import { useAsk, useSaving } from '../shared/saving';
import { useEdit } from '../shared/useEdit';
import { loadTeam, removeTeam, TEAMS, updateTeam } from './queries';
import own from './teams.module.css';
import { within } from './hierarchy';
import { Members } from './Members';

interface Props {
  team: Team;
  onBelow: () => void;
  onGone: () => void;
}

/** One team: its name, who leads it, where it stands, who is in it. */
export function TeamPanel({ team, onBelow, onGone }: Props) {
  const { t } = useTranslation('administration/teams');
  const fields = useTeamFields(team);
  const may = useMay('team.manage');
  const edit = useEdit(team, {
    load: () => loadTeam(team.id),
    update: (version, changes) => updateTeam(team.id, version, changes),
    touches: [TEAMS],
  });
  return (
    <section className={`${styles.panel} ${own.panel}`} aria-label={team.name}>
      <h2>{team.name}</h2>
      {may ? <EditForm edit={edit} fields={fields} /> : <ShownFields fields={fields} record={team} />}
      <Members id={team.id} />
      {may && (
        <div className={styles.actions}>
          <Button onClick={onBelow}>{t('newBelow')}</Button>
          <Remove team={team} onGone={onGone} />
        </div>
      )}
    </section>
  );
}

/** A team cannot be moved below itself: such places are not offered. */
function useTeamFields(team: Team): FieldDescription[] {
  const { t } = useTranslation('administration/teams');
  const teams = useTeams();
  const inside = within(teams, team.id);
  const places = [...teams.values()].filter((one) => !inside.has(one.id));
  return [
    { name: 'name', label: t('name'), kind: 'text', required: true },
    { name: 'manager_id', label: t('lead_'), kind: 'person' },
    {
      name: 'parent_id',
      label: t('parent'),
      kind: 'choice',
      choices: places.map((one) => ({ value: one.id, label: one.name })),
      hint: t('parentHint'),
    },
  ];
}

function Remove({ team, onGone }: { team: Team; onGone: () => void }) {
  const { t } = useTranslation('administration/teams');
  const ask = useAsk();
  const { name } = team;
  const removing = useSaving(() => removeTeam(team.id), {
    touches: [TEAMS],
    said: t('removed', { name }),
    done: onGone,
  });
  const remove = async () => {
    if (await ask(t('removeTitle', { name }), t('removeText'), t('remove'))) removing.mutate(undefined);
  };
  return (
    <Button danger loading={removing.isPending} onClick={() => void remove()}>
      {t('remove')}
    </Button>
  );
}
