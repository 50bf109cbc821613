import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from '../shared/admin.module.css';
import type { Edit } from '../shared/useEdit';
import { changed, grouped, heldIn, SCOPES, type Held } from './grid';
import { usePermissions, type Permission } from './queries';
import grid from './RolePage.module.css';
import { useWords } from './words';

interface Props {
  edit: Edit;
  /** To look at only. */
  fixed: boolean;
}

/** What a role allows: a row for each action, a column for whose records. */
export function PermissionGrid({ edit, fixed }: Props) {
  const { t } = useTranslation('administration/roles');
  const { data: permissions } = usePermissions();
  const words = useWords();
  const held = heldIn(edit.values.permissions);
  return (
    <section className={grid.section} aria-label={t('gridTitle')}>
      <h2>{t('gridTitle')}</h2>
      {!fixed && <p className={styles.lead}>{t('gridHint')}</p>}
      {!permissions && <Skeleton active />}
      <div className={styles.scroller}>
        <table className={`${styles.table} ${grid.grid}`}>
          <thead>
            <tr>
              <th scope="col">{t('action')}</th>
              {SCOPES.map((scope) => (
                <th key={scope} scope="col">
                  {words.scope(scope)}
                </th>
              ))}
            </tr>
          </thead>
          {grouped(permissions ?? []).map(([object, all]) => (
            <tbody key={object}>
              <tr>
                <th scope="rowgroup" colSpan={SCOPES.length + 1}>
                  {words.object(object)}
                </th>
              </tr>
              {all.map((one) => (
                <Row
                  key={one.name}
                  permission={one}
                  held={held}
                  fixed={fixed}
                  onChange={(next) => edit.set('permissions', next)}
                />
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

interface RowProps {
  permission: Permission;
  held: Held;
  fixed: boolean;
  onChange: (held: Held) => void;
}

function Row({ permission: { name, scopes }, held, fixed, onChange }: RowProps) {
  const { t } = useTranslation('administration/roles');
  const words = useWords();
  const action = words.permission(name);
  const now = held[name] ?? 'none';
  return (
    <tr data-held={now !== 'none'}>
      <th scope="row">{action}</th>
      {SCOPES.map((scope) => (
        <td key={scope}>
          {scope === 'none' || scopes.includes(scope) ? (
            <label>
              <span className="unseen">{`${action}: ${words.scope(scope)}`}</span>
              <input
                type="radio"
                name={name}
                checked={now === scope}
                disabled={fixed}
                onChange={() => onChange(changed(held, name, scope))}
              />
              <span className={grid.scope} aria-hidden>
                {words.scope(scope)}
              </span>
            </label>
          ) : (
            <span className="unseen">{t('notOffered')}</span>
          )}
        </td>
      ))}
    </tr>
  );
}
