/** What lists filter consents by: each channel with each purpose that is recorded. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Choice } from '../ui/records/description';
import { CHANNELS, RECORDABLE } from './words';

export function useConsentChoices(): readonly Choice[] {
  const { t } = useTranslation('consents');
  return useMemo(
    () =>
      CHANNELS.flatMap((channel) =>
        RECORDABLE.map((purpose) => ({
          value: `${channel}:${purpose}`,
          label: `${t(`channels.${channel}`)} · ${t(`purposes.${purpose}`)}`,
        })),
      ),
    [t],
  );
}
