import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

/** What a topic is called; one that is newer than this page has its own name. */
export function useTopicName(): (topic: string) => string {
  const { t, i18n } = useTranslation('deliveries');
  return useCallback(
    (topic) => {
      const key = `topics.${topic}`;
      return i18n.exists(key, { ns: 'deliveries' }) ? t(key as 'topics.deal-won') : topic; // as: it exists
    },
    [t, i18n],
  );
}
