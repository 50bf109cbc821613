/** What fields of records and their values are called, and which record a line is about. */
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/session';
import { useColleagues, useTeams } from '../../ui/directory';
import { inLanguage } from '../../ui/fields/custom';
import { useTags } from '../../ui/fields/tags';
import { useFormat } from '../../ui/format';
import { useAllCustomFields } from '../custom-fields/queries';
import { isScope } from '../roles/grid';
import { useRoleName } from '../roles/useRoleNames';
import { useWords as useRoleWords } from '../roles/words';
import type { Line } from './queries';
import { changesOf, idOf, nameIn, type Change } from './sentences';

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

export interface Words {
  /** The record of a line by its name, where it has one. */
  record: (line: Line) => string | undefined;
  /** A field of a kind of record. */
  field: (thing: string, name: string) => string;
  /** What a field was or became. */
  value: (field: string, value: unknown) => string;
  /** All that a line changed, in one line. */
  changes: (line: Line) => string;
}

/** As it stands in the trail. */
export function exact(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export function useWords(): Words {
  const { t } = useTranslation('administration/audit');
  const record = useRecordNames();
  const field = useFieldNames();
  const value = useValues();
  const change = (thing: string) => (one: Change) => {
    const [name, before, after] = [
      field(thing, one.field),
      value(one.field, one.before),
      value(one.field, one.after),
    ];
    return before === ''
      ? t('became', { name, after })
      : t('changed', { name, before, after: after === '' ? '–' : after });
  };
  const changes = (line: Line) => changesOf(line).map(change(line.thing)).join(' · ');
  return { record, field, value, changes };
}

/** People, teams, tags and roles by their ids. */
function useKnown(): (id: string) => string | undefined {
  const people = useColleagues();
  const teams = useTeams();
  const tags = useTags(useMay('customer.read'));
  const role = useRoleName();
  return (id) =>
    people.get(id)?.name ?? teams.get(id)?.name ?? tags.get(id)?.name ?? (role(id, '') || undefined);
}

function useRecordNames(): Words['record'] {
  const { i18n } = useTranslation();
  const known = useKnown();
  const custom = useAllCustomFields();
  return (line) => {
    const id = line.record_id ?? '';
    const own = custom.find((one) => one.id === id);
    return own ? inLanguage(own.labels, i18n.language) : (nameIn(line) ?? known(id) ?? line.record_name);
  };
}

function useFieldNames(): Words['field'] {
  const { t, i18n } = useTranslation('administration/audit');
  const roles = useRoleWords();
  return (thing, name) => {
    if (name.startsWith('custom.')) return roles.field(thing, name);
    const key = `fields.${name}`;
    // as: the key is known to exist
    return i18n.exists(key, { ns: 'administration/audit' }) ? t(key as 'fields.name') : name;
  };
}

/** What stands in a value, without the names of its parts: `work +86 21 …`. */
function useValues(): Words['value'] {
  const { t } = useTranslation('ui/fields');
  const format = useFormat();
  const known = useKnown();
  const roles = useRoleWords();
  const worded = (value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
    if (Array.isArray(value)) return value.map(worded).join(', ');
    if (typeof value === 'object' && value !== null) {
      const parts = Object.values(value).filter((one) => typeof one !== 'boolean');
      return parts.map(worded).filter(Boolean).join(' ');
    }
    const text = exact(value);
    return MOMENT.test(text) ? format.moment(text) : (known(idOf(text) ?? text) ?? text);
  };
  const allowed = (held: object) =>
    Object.entries(held)
      .map(([name, scope]) => `${roles.permission(name)} (${isScope(scope) ? roles.scope(scope) : scope})`)
      .join(', ');
  return (field, value) => {
    if (field === 'permissions' && typeof value === 'object' && value !== null) return allowed(value);
    if (field === 'masks' && Array.isArray(value))
      return value.map((one) => roles.mask(exact(one))).join(', ');
    return worded(value);
  };
}
