/** What the search shows for what is typed: records of the services, pages and actions. */
import {
  ContactsOutlined,
  FileTextOutlined,
  FunnelPlotOutlined,
  ShopOutlined,
  ShoppingOutlined,
  SolutionOutlined,
  UserAddOutlined,
} from '@ant-design/icons';
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
/** Kinds of records in the order in which they are shown: their name among the texts, which is their path. */
const KINDS = [
  { thing: 'customer', name: 'customers', icon: <ShopOutlined /> },
  { thing: 'contact', name: 'contacts', icon: <ContactsOutlined /> },
  { thing: 'lead', name: 'leads', icon: <UserAddOutlined /> },
  { thing: 'opportunity', name: 'opportunities', icon: <FunnelPlotOutlined /> },
  { thing: 'quote', name: 'quotes', icon: <FileTextOutlined /> },
  { thing: 'contract', name: 'contracts', icon: <SolutionOutlined /> },
  { thing: 'order', name: 'orders', icon: <ShoppingOutlined /> },
] as const;
const ICONS: Readonly<Record<string, ReactNode>> = Object.fromEntries(
  KINDS.map((one) => [one.thing, one.icon]),
);

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
      ...KINDS.map((kind) => ({
        title: t(kind.name),
        entries: hits.filter((one) => one.thing === kind.thing).map((one) => entryOf(one, kind)),
      })),
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

type Hit = Schemas['SearchResult']['hits'][number];

function entryOf({ id, title, subtitle }: Hit, { name, icon }: (typeof KINDS)[number]): Entry {
  return { key: id, title, subtitle, icon, path: `/${name}/${id}` };
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
