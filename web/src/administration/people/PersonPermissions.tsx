import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useTeams } from '../../ui/directory';
import { ErrorState } from '../../ui/states/ErrorState';
import { useRoleNames } from '../roles/useRoleNames';
import { splitField, useWords } from '../roles/words';
import styles from '../shared/admin.module.css';
import { useHeld, type Held } from './queries';

/** What somebody may do, for whose records, and which of their roles is the reason. */
export function PersonPermissions({ id }: { id: string }) {
  const { t } = useTranslation('administration/people');
  const found = useHeld(id);
  if (found.error) return <ErrorState error={found.error} retry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active />;
  if (found.data.length === 0) return <p className={styles.lead}>{t('mayNothing')}</p>;
  return (
    <div className={styles.scroller} tabIndex={0}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('mayTitle')}</th>
            <th scope="col">{t('mayFor')}</th>
            <th scope="col">{t('mayBy')}</th>
          </tr>
        </thead>
        <tbody>
          {found.data.map((one) => (
            <Row key={one.permission} held={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ held }: { held: Held }) {
  const { t } = useTranslation('administration/people');
  const words = useWords();
  const names = useRoleNames();
  return (
    <tr>
      <th scope="row">{words.permission(held.permission)}</th>
      <td data-label={t('mayFor')}>
        <ScopeShown held={held} />
      </td>
      <td data-label={t('mayBy')}>
        {names(held.role_ids)}
        {held.masks.map((mask) => (
          <MaskShown key={mask.field} mask={mask} />
        ))}
      </td>
    </tr>
  );
}

function ScopeShown({ held }: { held: Held }) {
  const { t, i18n } = useTranslation('administration/people');
  const teams = useTeams();
  const list = new Intl.ListFormat(i18n.language);
  const names = held.team_ids.flatMap((id) => teams.get(id)?.name ?? []);
  return t(`mayScope.${held.scope}`, { teams: names.length > 0 ? list.format(names) : t('noTeam') });
}

function MaskShown({ mask }: { mask: Held['masks'][number] }) {
  const { t } = useTranslation('administration/people');
  const words = useWords();
  const names = useRoleNames();
  const [thing, name] = splitField(mask.field);
  const field = `${words.thing(thing)} · ${words.field(thing, name)}`;
  const roles = names(mask.hidden_by);
  return (
    <div className={styles.quiet}>
      {mask.hidden
        ? t('maskHidden', { field, roles })
        : t('maskShown', { field, roles, shown: names(mask.shown_by) })}
    </div>
  );
}
