import { UserOutlined } from '@ant-design/icons';
import { App, Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { THEMES, useTheme } from '../app/theme';
import { LANGUAGES } from '../i18n';
import { signOut, useMe } from '../session/session';
import { LANGUAGE_NAMES } from '../ui/LanguageChoice';
import { useProblemText } from '../ui/problems';
import { chooseOwnLanguage, chooseOwnTheme } from './look';

/** Who is signed in: their page, the look and language, the way out. */
export function PersonMenu() {
  const { t, i18n } = useTranslation('app');
  const me = useMe();
  const theme = useTheme();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const text = useProblemText();
  const attempt = (work: Promise<void>) => {
    work.catch((error: unknown) => void message.error(text(error)));
  };
  const items = [
    { key: 'me', label: t('person.settings'), onClick: () => void navigate('/me') },
    {
      key: 'theme',
      label: t('person.theme'),
      children: THEMES.map((one) => ({
        key: one,
        label: t(`themes.${one}`),
        onClick: () => attempt(chooseOwnTheme(one)),
      })),
    },
    {
      key: 'language',
      label: t('person.language'),
      children: LANGUAGES.map((one) => ({
        key: one,
        label: <span lang={one}>{LANGUAGE_NAMES[one]}</span>,
        onClick: () => attempt(chooseOwnLanguage(one)),
      })),
    },
    { key: 'out', label: t('person.signOut'), onClick: () => attempt(signOut()) },
  ];
  return (
    <Dropdown menu={{ items, selectedKeys: [theme, i18n.language] }} trigger={['click']}>
      <Button type="text" icon={<UserOutlined />} aria-label={t('person.label', { name: me.name })}>
        <span className="wide-only">{me.name}</span>
      </Button>
    </Dropdown>
  );
}
