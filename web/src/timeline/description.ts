/** The fields of an entry, where they are told one by one: in what an operation changed. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../ui/records/description';
import { CHANNELS, DIRECTIONS, type Entry } from './filters';
import { Participants } from './Participants';

const KINDS = {
  customer_id: 'customer',
  contact_id: 'contact',
  channel: 'choice',
  direction: 'choice',
  occurred_at: 'moment',
  duration_seconds: 'number',
  summary: 'longText',
  follow_up: 'text',
  follow_up_on: 'date',
  participants: 'texts',
  recorded_by: 'person',
} as const satisfies Partial<Record<keyof Entry, FieldDescription['kind']>>;

export function useInteractionFields(): readonly FieldDescription[] {
  const { t } = useTranslation('timeline');
  return useMemo(() => {
    const choices: Partial<Record<string, FieldDescription['choices']>> = {
      channel: CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) })),
      direction: DIRECTIONS.map((value) => ({ value, label: t(`directions.${value}`) })),
    };
    return Object.entries(KINDS).map(([name, kind]) => ({
      name,
      label: t(`fields.${name as keyof typeof KINDS}`), // its own keys
      kind,
      choices: choices[name],
      drawn: name === 'participants' ? { Value: Participants } : undefined,
    }));
  }, [t]);
}
