import { useTranslation } from 'react-i18next';
import { useColleagues, useTeams } from '../../ui/directory';
import { useRoleName } from '../roles/useRoleNames';
import { useWords } from '../roles/words';
import styles from '../shared/admin.module.css';
import own from './audit.module.css';
import type { Entry } from './queries';
import { changesOf } from './sentences';

/** The fields that a line names, as they were and as they became; what exactly stands there on hover. */
export function Changes({ entry }: { entry: Entry }) {
  const { t } = useTranslation('administration/audit');
  const changes = changesOf(entry);
  const label = useFieldNames(entry.thing);
  if (changes.length === 0) return <p className={styles.lead}>{t('noValues')}</p>;
  return (
    <div className={styles.scroller} tabIndex={0}>
      <table className={`${styles.table} ${styles.cards}`}>
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('before')}</th>
            <th scope="col">{t('after')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ field, before, after }) => (
            <tr key={field}>
              <th scope="row" title={field}>
                {label(field)}
              </th>
              <Value label={t('before')} value={before} />
              <Value label={t('after')} value={after} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Value({ label, value }: { label: string; value: unknown }) {
  const named = useNamed();
  return (
    <td className={own.value} data-label={label} title={exact(value)}>
      {Array.isArray(value) ? value.map(named).join(', ') : named(value)}
    </td>
  );
}

/** As it stands in the trail. */
function exact(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Ids of people, teams and roles by their names. */
function useNamed(): (value: unknown) => string {
  const people = useColleagues();
  const teams = useTeams();
  const role = useRoleName();
  return (value) => {
    const text = exact(value);
    return people.get(text)?.name ?? teams.get(text)?.name ?? role(text, text);
  };
}

function useFieldNames(thing: string): (field: string) => string {
  const { t, i18n } = useTranslation('administration/audit');
  const words = useWords();
  return (field) => {
    if (field.startsWith('custom.')) return words.field(thing, field);
    const key = `fields.${field}`;
    // as: the key is known to exist
    return i18n.exists(key, { ns: 'administration/audit' }) ? t(key as 'fields.name') : field;
  };
}
