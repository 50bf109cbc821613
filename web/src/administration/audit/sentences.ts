/** A line of the trail as a sentence: who did what to what. */
import { useTranslation } from 'react-i18next';
import { useColleagues, useTeams } from '../../ui/directory';
import type { Entry } from './queries';

const USER = 'user:';
const SERVICE = 'service:';
const KEY = 'api_key:';

export interface Sentences {
  /** `name`: of the record, where the line itself does not say it. */
  line: (entry: Entry, name?: string) => string;
  person: (actor: string) => string;
  thing: (name: string) => string;
  kind: (name: string) => string;
}

export function useSentences(): Sentences {
  const { t, i18n } = useTranslation('administration/audit');
  const people = useColleagues();
  const teams = useTeams();
  const known = (key: string, otherwise: string): string =>
    // as: the key is known to exist
    i18n.exists(key, { ns: 'administration/audit' }) ? t(key as 'title') : otherwise;
  const person = (actor: string): string => {
    if (actor.startsWith(SERVICE)) return t('service_', { name: actor.slice(SERVICE.length) });
    if (actor.startsWith(KEY)) return t('apiKey');
    return people.get(idOf(actor) ?? '')?.name ?? t('somebody');
  };
  const thing = (name: string) => known(`things.${name}`, name);
  const what = (entry: Entry, otherwise?: string): string => {
    const id = entry.record_id ?? '';
    const name = nameIn(entry) ?? people.get(id)?.name ?? teams.get(id)?.name ?? otherwise;
    return name ? t('named', { thing: thing(entry.thing), name }) : thing(entry.thing);
  };
  return {
    person,
    thing: (name) => known(`thingNames.${name}`, name),
    kind: (name) => known(`kindNames.${name}`, name),
    line: (entry, name) => {
      const said = { who: person(entry.actor), what: what(entry, name), kind: entry.kind };
      const own = `kinds.${entry.kind}`;
      const exists = i18n.exists(own, { ns: 'administration/audit' });
      // as: the key is known to exist, with these parameters
      const line = t(exists ? (own as 'kinds.created') : 'kinds.other', said);
      if (!entry.on_behalf_of) return line;
      return `${line} (${t('for', { name: person(entry.on_behalf_of) })})`;
    },
  };
}

/** The id of the person, where an actor is one. */
export const idOf = (actor: string): string | null =>
  actor.startsWith(USER) ? actor.slice(USER.length) : null;

/** What the record is called, where the line says it. */
export function nameIn({ before, after }: Pick<Entry, 'before' | 'after'>): string | null {
  for (const name of [after.name, before.name, after.key]) {
    if (typeof name === 'string' && name !== '') return name;
  }
  return null;
}

export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

/** The fields that a line names, each as it was and as it became; not those that were and stay empty. */
export function changesOf({ before, after }: Pick<Entry, 'before' | 'after'>): Change[] {
  const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return fields
    .map((field) => ({ field, before: before[field], after: after[field] }))
    .filter((change) => !(isNothing(change.before) && isNothing(change.after)));
}

const isNothing = (value: unknown): boolean =>
  value === undefined || value === '' || ['null', '[]', '{}'].includes(JSON.stringify(value));

/** Where a record can be looked at. */
export function pathOf({ service, thing, record_id: id }: Entry): string | null {
  if (!id) return null;
  switch (`${service}.${thing}`) {
    case 'customer.customer':
      return `/customers/${id}`;
    case 'customer.contact':
      return `/contacts/${id}`;
    case 'identity.user':
      return `/administration/people/${id}`;
    case 'identity.role':
      return `/administration/roles/${id}`;
    case 'identity.team':
      return `/administration/teams?open=${id}`;
    default:
      return null;
  }
}
