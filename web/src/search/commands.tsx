/** Pages and actions that can be had by their names. */
import {
  BgColorsOutlined,
  GlobalOutlined,
  LogoutOutlined,
  PlusOutlined,
  UserOutlined,
} from '@ant-design/icons';
import { App } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CREATED } from '../app/shell/QuickCreate';
import { usePlaces } from '../app/shell/Rail';
import { THEMES } from '../app/theme';
import { LANGUAGES } from '../i18n';
import { chooseOwnLanguage, chooseOwnTheme } from '../me/look';
import { signOut, useMe } from '../session/session';
import { LANGUAGE_NAMES } from '../ui/LanguageChoice';
import { useProblemText } from '../ui/problems';

export interface Command {
  key: string;
  title: string;
  icon: ReactNode;
  kind: 'page' | 'action';
  /** Shown before anything is typed. */
  first?: boolean;
  path?: string;
  run?: () => void;
}

const MY_PAGES = ['profile', 'security', 'look', 'quiet'] as const;

export function useCommands(): readonly Command[] {
  const { t } = useTranslation(['search', 'app', 'me']);
  const { message } = App.useApp();
  const text = useProblemText();
  const places = usePlaces();
  const held = useMe().permissions;
  return useMemo(() => {
    const attempt = (work: () => Promise<void>) => () => {
      work().catch((error: unknown) => void message.error(text(error)));
    };
    return [
      ...places.map(({ name, path, icon }) => ({
        key: path,
        kind: 'page' as const,
        first: true,
        title: t(`app:places.${name}`),
        icon,
        path,
      })),
      ...MY_PAGES.map((tab) => ({
        key: tab,
        kind: 'page' as const,
        title: `${t('me:title')} · ${t(`me:tabs.${tab}`)}`,
        icon: <UserOutlined />,
        path: `/me/${tab}`,
      })),
      ...CREATED.filter((one) => one.permission in held).map((one) => ({
        key: one.path,
        kind: 'action' as const,
        first: true,
        title: t('create', { what: t(`app:create.${one.name}`) }),
        icon: <PlusOutlined />,
        path: one.path,
      })),
      ...THEMES.map((theme) => ({
        key: theme,
        kind: 'action' as const,
        title: `${t('app:person.theme')} · ${t(`app:themes.${theme}`)}`,
        icon: <BgColorsOutlined />,
        run: attempt(() => chooseOwnTheme(theme)),
      })),
      ...LANGUAGES.map((language) => ({
        key: language,
        kind: 'action' as const,
        title: `${t('app:person.language')} · ${LANGUAGE_NAMES[language]}`,
        icon: <GlobalOutlined />,
        run: attempt(() => chooseOwnLanguage(language)),
      })),
      {
        key: 'signOut',
        kind: 'action' as const,
        first: true,
        title: t('app:person.signOut'),
        icon: <LogoutOutlined />,
        run: attempt(signOut),
      },
    ];
  }, [t, places, held, message, text]);
}
