import { QueryClientProvider } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RouterProvider } from 'react-router/dom';
import { changeLanguage, closest } from '../i18n';
import { SignIn } from '../session/SignIn';
import { MeContext, useSession, type Me } from '../session/session';
import { ErrorState } from '../ui/states/ErrorState';
import { antdLocale, type AntdLocale } from './locales';
import { queries } from './queries';
import { isVisited, router } from './routes';
import { PageSkeleton } from './shell/PageSkeleton';
import { antdTheme, useDark } from './theme';

const SecondFactorFirst = lazy(async () => ({
  default: (await import('../me/security/SecondFactorFirst')).SecondFactorFirst,
}));

/** The whole page: texts, look and data first, then whoever is signed in. */
export function App() {
  const { i18n } = useTranslation();
  const dark = useDark();
  const locale = useAntdLocale(i18n.language);
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider locale={locale} theme={antdTheme(dark)} button={{ autoInsertSpace: false }}>
        <AntApp component={false}>
          <Suspense fallback={<PageSkeleton />}>
            {isVisited(window.location.pathname) ? <RouterProvider router={router} /> : <Door />}
          </Suspense>
        </AntApp>
      </ConfigProvider>
    </QueryClientProvider>
  );
}

function Door() {
  const session = useSession();
  const me = session.data?.user;
  useLanguageOf(me);
  if (session.isPending) return <PageSkeleton />;
  if (session.isError) return <ErrorState error={session.error} retry={() => void session.refetch()} />;
  if (!me) return <SignIn />;
  const shut = me.organisation.second_factor_required && !me.second_factor;
  return (
    <MeContext value={me}>{shut ? <SecondFactorFirst /> : <RouterProvider router={router} />}</MeContext>
  );
}

function useLanguageOf(me: Me | undefined): void {
  const language = me?.language;
  useEffect(() => {
    if (language) void changeLanguage(closest([language]));
  }, [language]);
}

function useAntdLocale(language: string): AntdLocale | undefined {
  const [locale, setLocale] = useState<AntdLocale>();
  useEffect(() => {
    let current = true;
    void antdLocale(language).then((found) => {
      if (current) setLocale(found);
    });
    return () => {
      current = false;
    };
  }, [language]);
  return locale;
}
