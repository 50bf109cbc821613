/** The look and language of whoever is signed in: kept with them, so that another browser follows. */
import { useEffect } from 'react';
import { chooseTheme, chosenTheme, THEMES, type Theme } from '../app/theme';
import { changeLanguage, type Language } from '../i18n';
import { keepPreference, usePreference } from '../session/preferences';
import { updateMe } from './account';

const KEY = 'theme';

export function useOwnLook(): void {
  const kept = usePreference(KEY);
  useEffect(() => {
    const theme = THEMES.find((one) => one === kept);
    if (theme && theme !== chosenTheme()) chooseTheme(theme);
  }, [kept]);
}

export async function chooseOwnTheme(theme: Theme): Promise<void> {
  chooseTheme(theme);
  await keepPreference(KEY, theme);
}

export async function chooseOwnLanguage(language: Language): Promise<void> {
  await changeLanguage(language);
  await updateMe({ language });
}
