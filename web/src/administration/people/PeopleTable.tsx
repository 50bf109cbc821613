import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useColleagues, useTeams } from '../../ui/directory';
import { Chip } from '../../ui/fields/Chips';
import { useRoles } from '../roles/queries';
import { useWords } from '../roles/words';
import styles from '../shared/admin.module.css';
import { stateOf, type User } from './queries';

export function PeopleTable({ people }: { people: readonly User[] }) {
  const { t } = useTranslation('administration/people');
  return (
    <div className={styles.scroller}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('roles')}</th>
            <th scope="col" className="wide-only">
              {t('teams')}
            </th>
            <th scope="col" className="wide-only">
              {t('manager')}
            </th>
            <th scope="col" className="wide-only">
              {t('factor')}
            </th>
            <th scope="col">{t('state')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <Row key={one.id} user={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ user }: { user: User }) {
  const { t } = useTranslation('administration/people');
  const words = useWords();
  const roles = useRoles();
  const teams = useTeams();
  const manager = useColleagues().get(user.manager_id ?? '');
  const state = stateOf(user);
  return (
    <tr>
      <th scope="row">
        <Link to={`/administration/people/${user.id}`}>{user.name}</Link>
        <div className={styles.quiet}>{user.email}</div>
      </th>
      <td data-label={t('roles')}>
        {listed(user.role_ids, (id) => {
          const role = roles.get(id);
          return role && words.role(role);
        })}
      </td>
      <td className="wide-only">{listed(user.team_ids, (id) => teams.get(id)?.name)}</td>
      <td className="wide-only">{manager?.name}</td>
      <td className={user.second_factor ? 'wide-only' : `wide-only ${styles.quiet ?? ''}`}>
        {t(user.second_factor ? 'factorOn' : 'factorOff')}
      </td>
      <td data-label={t('state')}>
        {state === 'active' ? (
          <span className={styles.quiet}>{t('states.active')}</span>
        ) : (
          <Chip name={t(`states.${state}`)} />
        )}
      </td>
    </tr>
  );
}

function listed(ids: readonly string[], name: (id: string) => string | undefined) {
  return ids.flatMap((id) => name(id) ?? []).map((one) => <div key={one}>{one}</div>);
}
