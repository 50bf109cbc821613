import { useTranslation } from 'react-i18next';
import type { Excess } from '../queries';

/** Why a line needs approval, as a sentence. */
export function useExcessText(): (excess: Excess) => string {
  const { t } = useTranslation('quotes');
  return ({ kind, percent, limit }) =>
    kind === 'no_list_price'
      ? t('excess.no_list_price', { limit })
      : t('excess.above_limit', { percent, limit });
}
