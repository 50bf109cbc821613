import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';

interface Days {
  starts_on: string | null;
  ends_on: string | null;
}

/** Between which days something holds, in words. */
export function useDays(): (days: Days) => string {
  const { t } = useTranslation('price-books');
  const format = useFormat();
  return ({ starts_on, ends_on }) => {
    const [first, last] = [starts_on, ends_on].map((day) => day && format.date(day));
    if (first && last) return t('prices.between', { first, last });
    if (first) return t('prices.since', { first });
    return last ? t('prices.until', { last }) : t('prices.always');
  };
}
