import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMay } from '../../session/session';
import { COLLEAGUES, useColleagues } from '../../ui/directory';
import { FieldEditor } from '../../ui/fields/FieldEditor';
import { textOf } from '../../ui/fields/values';
import { loadUser, updateUser, USERS } from '../people/queries';
import styles from '../shared/admin.module.css';
import { useSaving } from '../shared/saving';
import { membersOf } from './hierarchy';
import own from './teams.module.css';

/** Who is in a team; whoever manages people takes them in and out. */
export function Members({ id }: { id: string }) {
  const { t } = useTranslation('administration/teams');
  const members = membersOf(useColleagues().values(), id);
  const mayOpen = useMay('user.read');
  const may = useMay('user.manage');
  const saving = useMembership(id);
  return (
    <div className={styles.field}>
      <h3>{t('membersTitle')}</h3>
      {members.length === 0 && <p className={styles.lead}>{t('noMembers')}</p>}
      <ul className={own.members}>
        {members.map(({ id: person, name }) => (
          <li key={person}>
            {mayOpen ? <Link to={`/administration/people/${person}`}>{name}</Link> : name}
            {may && (
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('takeOut', { name })}
                disabled={saving.isPending}
                onClick={() => saving.mutate({ person, isIn: false })}
              />
            )}
          </li>
        ))}
      </ul>
      {may && (
        <>
          <label htmlFor={`${id}-add`}>{t('takeIn')}</label>
          <FieldEditor
            key={members.length} // empty again
            id={`${id}-add`}
            field={{ name: 'person', label: t('takeIn'), kind: 'person' }}
            value={null}
            onChange={(value) => {
              const person = textOf(value);
              if (person !== '') saving.mutate({ person, isIn: true });
            }}
          />
        </>
      )}
    </div>
  );
}

/** Teams stand with the person: what else they are in stays. */
function useMembership(team: string) {
  return useSaving(
    async ({ person, isIn }: { person: string; isIn: boolean }) => {
      const { version, team_ids: teams } = await loadUser(person);
      const others = teams.filter((one) => one !== team);
      return updateUser(person, version, { team_ids: isIn ? [...others, team] : others });
    },
    { touches: [USERS, COLLEAGUES] },
  );
}
