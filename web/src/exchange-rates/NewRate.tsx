import { useTranslation } from 'react-i18next';
import { NewDialog } from '../administration/shared/NewDialog';
import { OPPORTUNITIES } from '../opportunities/queries';
import { useMe } from '../session/session';
import { textOf } from '../ui/fields/values';
import { dayOf } from '../ui/moments';
import { putRate, RATES } from './queries';

/** What a currency is worth from a day on; of the same day it takes the place of what stood there. */
export function NewRate({ currency, onClose }: { currency: string; onClose: () => void }) {
  const { t } = useTranslation('exchange-rates');
  const me = useMe();
  const base = me.organisation.base_currency;
  return (
    <NewDialog
      title={t('new')}
      ok={t('keep')}
      note={t('newText')}
      fields={[
        { name: 'currency', label: t('currency'), kind: 'currency', required: true },
        { name: 'starts_on', label: t('from'), kind: 'date', required: true },
        { name: 'rate', label: t('rate'), hint: t('rateHint', { base }), kind: 'number', required: true },
      ]}
      initial={{ currency: currency || null, starts_on: dayOf(new Date(), me.time_zone) }}
      call={({ currency: code, starts_on, rate }) =>
        putRate({ currency: textOf(code), starts_on: textOf(starts_on), rate: textOf(rate) })
      }
      touches={[RATES, OPPORTUNITIES]}
      said={t('kept')}
      onClose={onClose}
    />
  );
}
