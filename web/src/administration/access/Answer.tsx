import { CheckCircleOutlined, CloseCircleOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues, useTeams } from '../../ui/directory';
import { ErrorState } from '../../ui/states/ErrorState';
import { useRoleName, useRoleNames } from '../roles/useRoleNames';
import { useWords } from '../roles/words';
import own from './access.module.css';
import { useExplanation, type Explanation, type Thing } from './queries';

interface Props {
  thing: Thing;
  id: string;
  person: string;
  permission: string;
}

/** Yes or no, and what decided it: the rule, each role, where the record lies, which fields stay hidden. */
export function Answer({ thing, id, person, permission }: Props) {
  const found = useExplanation(thing, id, person, permission);
  const name = useColleagues().get(person)?.name ?? '';
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  return (
    <div className={own.answer} aria-live="polite">
      <Verdict explanation={found.data} name={name} />
      <Roles explanation={found.data} />
      <Places explanation={found.data} name={name} />
      <Masks explanation={found.data} thing={thing} />
    </div>
  );
}

function Verdict({ explanation, name }: { explanation: Explanation; name: string }) {
  const { t } = useTranslation('administration/access');
  const words = useWords();
  const { allowed, permission, rule, lacking } = explanation;
  const action = words.permission(permission);
  return (
    <div className={own.verdict} data-allowed={allowed}>
      {allowed ? <CheckCircleOutlined aria-hidden /> : <CloseCircleOutlined aria-hidden />}
      <div>
        <strong>{t(allowed ? 'yes' : 'no', { name, action })}</strong>
        <p>
          {t(`rules.${rule}`)}
          {lacking && lacking !== permission && ` ${t('lacking', { permission: words.permission(lacking) })}`}
        </p>
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul className={own.lines}>{children}</ul>
    </section>
  );
}

function Roles({ explanation: { roles } }: { explanation: Explanation }) {
  const { t } = useTranslation('administration/access');
  const words = useWords();
  const nameOf = useRoleName();
  return (
    <Part title={t('rolesTitle')}>
      {roles.length === 0 && <li>{t('noRoles')}</li>}
      {roles.map(({ role_id, name, scope, reaches }) => {
        const role = nameOf(role_id, words.role({ name }));
        if (scope === null) return <li key={role_id}>{t('roleNone', { role })}</li>;
        const said = { role, scope: words.scope(scope) };
        return <li key={role_id}>{t(reaches ? 'roleReaches' : 'roleMisses', said)}</li>;
      })}
    </Part>
  );
}

function Places({ explanation: { places }, name }: { explanation: Explanation; name: string }) {
  const { t, i18n } = useTranslation('administration/access');
  const people = useColleagues();
  const teams = useTeams();
  const list = new Intl.ListFormat(i18n.language);
  const named = (ids: readonly string[]) => ids.flatMap((id) => teams.get(id)?.name ?? []);
  return (
    <Part title={t('placesTitle')}>
      {places.map((place, index) => {
        const owner = place.owner_id && people.get(place.owner_id)?.name;
        const path = named([...place.team_path].reverse()).join(' › ');
        const member = named(place.member_of);
        return (
          <li key={index}>
            {owner ? t('owner', { owner }) : t('noOwner')} {path ? t('team', { path }) : t('noTeam')}{' '}
            {path &&
              (member.length > 0
                ? t('member', { name, teams: list.format(member) })
                : t('notMember', { name }))}
          </li>
        );
      })}
    </Part>
  );
}

function Masks({ explanation: { masks, roles: told }, thing }: { explanation: Explanation; thing: Thing }) {
  const { t } = useTranslation('administration/access');
  const words = useWords();
  const names = useRoleNames(told);
  if (masks.length === 0) return null;
  return (
    <Part title={t('masksTitle')}>
      {masks.map(({ field: mask, hidden, hidden_by, shown_by }) => {
        const field = words.field(thing, mask);
        const roles = names(hidden_by);
        if (!hidden) return <li key={mask}>{t('maskShown', { field, roles, shown: names(shown_by) })}</li>;
        return (
          <li key={mask}>
            {hidden_by.length > 0 ? t('maskHidden', { field, roles }) : t('maskComputed', { field })}
          </li>
        );
      })}
    </Part>
  );
}
