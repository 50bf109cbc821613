import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** 1 is Monday. */
export function useWeekdays(): (day: number) => string {
  const { i18n } = useTranslation();
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
    return (day) => format.format(new Date(Date.UTC(2024, 0, day))); // 2024 began on a Monday
  }, [i18n.language]);
}
