/** What the search shows for what is typed: records of the services, pages and actions. */
import { ContactsOutlined, ShopOutlined } from '@ant-design/icons';
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, data, type Schemas } from '../api/client';
import { useMe } from '../session/session';
import { pathOf, referenceQuery, usePaused } from '../ui/fields/references';
import { useCommands } from './commands';
import { lacking } from './lacking';
import { best } from './matching';
import { recents } from './recent';

export interface Entry {
  key: string;
  title: string;
  subtitle?: string | undefined;
  icon: ReactNode;
  path?: string | undefined;
  run?: (() => void) | undefined;
}
export interface Group {
  title: string;
  entries: Entry[];
}
export interface Found {
  groups: Group[];
  /** What is shown of the records is still that of what was typed before. */
  old: boolean;
  error: Error | null;
  /** Services that did not answer. */
  missing: readonly string[];
}

const MOST = 10;
const COMMANDS = 6;
const FRESH_MS = 10_000;
const AGAIN_MS = 2_000;
const ICONS: Readonly<Record<string, ReactNode>> = {
  customer: <ShopOutlined />,
  contact: <ContactsOutlined />,
};

export function useFound(typed: string): Found {
  const { t } = useTranslation('search');
  const q = typed.trim();
  const paused = usePaused(q, 120);
  const commands = useCommands();
  const recent = useRecent();
  const records = useQuery({
    queryKey: ['gateway', 'search', paused],
    queryFn: ({ signal }) =>
      data(api.GET('/api/views/search', { params: { query: { q: paused, limit: MOST } }, signal })),
    enabled: paused !== '',
    placeholderData: keepPreviousData,
    // What a service could not say is asked again till it can.
    staleTime: (query) => (lacking(query.state.data).length > 0 ? 0 : FRESH_MS),
    refetchInterval: (query) => lacking(query.state.data).length > 0 && AGAIN_MS,
  });
  return useMemo(() => {
    if (q === '') {
      const first = commands.filter((one) => one.first);
      const groups = [
        { title: t('recent'), entries: recent },
        { title: t('actions'), entries: first.filter((one) => one.kind === 'action') },
        { title: t('pages'), entries: first.filter((one) => one.kind === 'page') },
      ];
      return { groups: groups.filter(filled), old: false, error: null, missing: [] };
    }
    const hits = records.data?.hits ?? [];
    const fitting = best(q, commands, (one) => one.names, COMMANDS);
    const groups = [
      { title: t('customers'), entries: hits.filter((one) => one.thing === 'customer').map(entryOf) },
      { title: t('contacts'), entries: hits.filter((one) => one.thing === 'contact').map(entryOf) },
      { title: t('pages'), entries: fitting.filter((one) => one.kind === 'page') },
      { title: t('actions'), entries: fitting.filter((one) => one.kind === 'action') },
    ];
    return {
      groups: groups.filter(filled),
      old: q !== paused || records.isPlaceholderData || records.isPending,
      error: records.error,
      missing: lacking(records.data),
    };
  }, [
    q,
    paused,
    commands,
    recent,
    records.data,
    records.error,
    records.isPlaceholderData,
    records.isPending,
    t,
  ]);
}

const filled = (group: Group) => group.entries.length > 0;

function entryOf(hit: Schemas['SearchResult']['hits'][number]): Entry {
  const { thing, id, title, subtitle } = hit;
  return { key: id, title, subtitle, icon: ICONS[thing], path: `/${thing}s/${id}` };
}

function useRecent(): Entry[] {
  const person = useMe().id;
  const [kept] = useState(() => recents(person));
  return useQueries({
    queries: kept.map(({ thing, id }) => referenceQuery(thing, id)),
    combine: (found) =>
      kept.flatMap(({ thing, id }, at) => {
        const one = found[at]?.data;
        if (!one) return []; // not loaded yet, or not to be read any more
        return {
          key: id,
          title: one.name,
          subtitle: one.detail,
          icon: ICONS[thing],
          path: pathOf(thing, id),
        };
      }),
  });
}
