/** Pages and actions that can be had by their names. */
import {
  BgColorsOutlined,
  GlobalOutlined,
  LogoutOutlined,
  PlusOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App } from 'antd';
import type { TFunction } from 'i18next';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PARTS } from '../administration/parts';
import { createdBy } from '../app/shell/QuickCreate';
import { usePlaces } from '../app/shell/Rail';
import { THEMES } from '../app/theme';
import { LANGUAGES, loadInAll } from '../i18n';
import { chooseOwnLanguage, chooseOwnTheme } from '../me/look';
import { signOut, useMe } from '../session/session';
import { LANGUAGE_NAMES } from '../ui/LanguageChoice';
import { useProblemText } from '../ui/problems';
import { spoken } from './pinyin';

export interface Command {
  key: string;
  title: string;
  /** What it is found by: its title, then what it is called elsewhere. */
  names: readonly string[];
  icon: ReactNode;
  kind: 'page' | 'action';
  /** Shown before anything is typed. */
  first?: boolean;
  path?: string;
  run?: () => void;
}

const MY_PAGES = ['profile', 'security', 'look', 'quiet'] as const;

const TEXTS = ['search', 'app', 'me', 'administration'] as const;
/** Texts of any language. */
type Say = TFunction<typeof TEXTS>;

export function useCommands(): readonly Command[] {
  const { t, i18n } = useTranslation(TEXTS);
  const { message } = App.useApp();
  const text = useProblemText();
  const places = usePlaces();
  const held = useMe().permissions;
  // Found by the page's own language at once, by the others as soon as their texts are there.
  const all = useQuery({
    queryKey: ['texts'],
    staleTime: Infinity,
    queryFn: () => loadInAll(TEXTS),
  }).isSuccess;
  return useMemo(() => {
    const attempt = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => void message.error(text(error)));
    };
    const called = (say: (t: Say) => string, path?: string) => {
      const others = all ? LANGUAGES.map((one) => say(i18n.getFixedT(one, TEXTS))) : [];
      return { title: say(t), names: namesOf([say(t), ...others], path), path };
    };
    const parts = PARTS.filter((one) => one.permissions.some((permission) => permission in held));
    return [
      ...places.map(({ name, path, icon }) => ({
        ...called((t) => t(`app:places.${name}`), path),
        key: path,
        kind: 'page' as const,
        first: true,
        icon,
      })),
      ...parts
        .filter((part) => places.every((place) => place.path !== part.path))
        .map(({ name, path, icon }) => ({
          ...called((t) => `${t('administration:title')} · ${t(`administration:parts.${name}.name`)}`, path),
          key: path,
          kind: 'page' as const,
          icon,
        })),
      ...MY_PAGES.map((tab) => ({
        ...called((t) => `${t('me:title')} · ${t(`me:tabs.${tab}`)}`, `/me/${tab}`),
        key: tab,
        kind: 'page' as const,
        icon: <UserOutlined />,
      })),
      ...createdBy(held).map((one) => ({
        ...called((t) => t('search:create', { what: t(`app:create.${one.name}`) }), one.path),
        key: one.path,
        kind: 'action' as const,
        first: true,
        icon: <PlusOutlined />,
      })),
      ...THEMES.map((theme) => ({
        ...called((t) => `${t('app:person.theme')} · ${t(`app:themes.${theme}`)}`),
        key: theme,
        kind: 'action' as const,
        icon: <BgColorsOutlined />,
        run: attempt(() => chooseOwnTheme(theme)),
      })),
      ...LANGUAGES.map((language) => ({
        ...called((t) => `${t('app:person.language')} · ${LANGUAGE_NAMES[language]}`),
        key: language,
        kind: 'action' as const,
        icon: <GlobalOutlined />,
        run: attempt(() => chooseOwnLanguage(language)),
      })),
      {
        ...called((t) => t('app:person.signOut')),
        key: 'signOut',
        kind: 'action' as const,
        first: true,
        icon: <LogoutOutlined />,
        run: attempt(signOut),
      },
    ];
  }, [t, i18n, all, places, held, message, text]);
}

/** Titles in each language, how the Chinese ones sound, and what the address has. */
function namesOf(titles: readonly string[], path?: string): string[] {
  return [...new Set([...titles, ...titles.map(spoken), ...(path ? [path.slice(1)] : [])])];
}
