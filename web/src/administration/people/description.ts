/** What a person is to the list of people (services/identity/identity/users/queries.py). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data } from '../../api/client';
import { queries } from '../../app/queries';
import { confirmFirst } from '../../session/confirm';
import { COLLEAGUES } from '../../ui/directory';
import type { Choice, FieldDescription, ObjectDescription } from '../../ui/records/description';
import { usePersonFields } from './fields';
import { stateOf, updateUser, type State, type User } from './queries';

type Description = ObjectDescription<User>;

const SEEN_FIRST = 3; // with the name; a phone shows no more
const STATES: Readonly<Record<State, string | undefined>> = {
  active: undefined,
  invited: 'var(--warning)',
  deactivated: 'var(--text-2)',
};

const load: Description['load'] = ({ limit, after, sort, filter, q, total }) =>
  data(api.GET('/api/identity/users', { params: { query: { limit, after, sort, filter, q, total } } }));

const update: Description['update'] = async (user, changes) => {
  const saved = await confirmFirst(() => updateUser(user.id, user.version, changes));
  void queries.invalidateQueries({ queryKey: COLLEAGUES }); // what names people everywhere
  return saved;
};

export function usePeopleDescription(): Description {
  const { t } = useTranslation('administration/people');
  const said = usePersonFields();
  return useMemo(() => {
    const states = Object.entries(STATES).map(([value, colour]): Choice => {
      return { value, label: t(`states.${value as State}`), colour }; // the keys of STATES
    });
    const whether = (name: keyof User, label: string): FieldDescription => ({
      name,
      label,
      kind: 'flag',
      filter: { field: name, kind: 'boolean', filled: true },
    });
    const state: FieldDescription = {
      name: 'state',
      label: t('state'),
      kind: 'choice',
      choices: states,
      read: (record) => stateOf(record as User), // the list shows nothing but people
      width: 120,
      initially: true,
    };
    const fields: FieldDescription[] = [
      ...said.toSpliced(SEEN_FIRST, 0, state),
      { ...whether('active', t('mayComeIn')), filterOnly: true },
      { ...whether('invited', t('states.invited')), filterOnly: true },
      { ...whether('second_factor', t('factor')), width: 110, initially: true },
      { name: 'out_of_office_from', label: t('awayFrom'), kind: 'date', editable: true, width: 120 },
      { name: 'out_of_office_until', label: t('awayUntil'), kind: 'date', editable: true, width: 120 },
      { name: 'deputy_id', label: t('deputy'), kind: 'person', editable: true, width: 140 },
      {
        name: 'created_at',
        label: t('added'),
        kind: 'moment',
        filter: { field: 'created_at', kind: 'moment', filled: true },
        sort: 'created_at',
        width: 120,
      },
    ];
    return {
      name: 'user',
      list: 'identity.users',
      fields,
      title: 'name',
      path: ({ id }) => `/administration/people/${id}`,
      load,
      update,
      permissions: { create: 'user.manage', update: 'user.manage', export: 'user.read' },
    };
  }, [t, said]);
}
