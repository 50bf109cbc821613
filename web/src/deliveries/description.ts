/** What a message is to the screens: fields and list (services/notifications/notifications/deliveries). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { REASON, RECIPIENT, STATE } from './drawn';
import { DELIVERIES, loadDeliveries, useTopics, type Listed } from './queries';
import { STATES } from './reasons';
import { useTopicName } from './useTopicName';

/** `recipient` stands for the three ids of which a message has one. */
type Name = keyof Listed | 'recipient';
type Described = Omit<FieldDescription, 'name' | 'label'> & { name: Name };

const FIELDS: readonly Described[] = [
  {
    name: 'topic',
    kind: 'choice',
    filter: { field: 'topic', kind: 'choice', filled: true },
    width: 170,
    initially: true,
  },
  {
    name: 'recipient',
    kind: 'text',
    read: (delivery) => delivery,
    drawn: RECIPIENT,
    width: 200,
    initially: true,
  },
  {
    name: 'channel',
    kind: 'choice',
    filter: { field: 'channel', kind: 'choice', filled: true },
    width: 90,
    initially: true,
  },
  {
    name: 'state',
    kind: 'choice',
    filter: { field: 'state', kind: 'choice', filled: true },
    drawn: STATE,
    width: 150,
    initially: true,
  },
  { name: 'reason', kind: 'text', drawn: REASON, width: 320, initially: true },
  {
    name: 'created_at',
    kind: 'moment',
    filter: { field: 'created_at', kind: 'moment', filled: true },
    sort: 'created_at',
    width: 130,
    initially: true,
  },
  { name: 'provider', kind: 'text', width: 120, initially: true },
  { name: 'attempts', kind: 'number', width: 90 },
  { name: 'due_at', kind: 'moment', width: 130 },
  { name: 'expires_at', kind: 'moment', width: 130 },
  { name: 'updated_at', kind: 'moment', width: 130 },
  { name: 'user_id', kind: 'person', filter: { field: 'user_id', kind: 'reference' }, filterOnly: true },
  {
    name: 'contact_id',
    kind: 'contact',
    filter: { field: 'contact_id', kind: 'reference' },
    filterOnly: true,
  },
  {
    name: 'customer_id',
    kind: 'customer',
    filter: { field: 'customer_id', kind: 'reference' },
    filterOnly: true,
  },
];

export function useDeliveryDescription(): ObjectDescription<Listed> {
  const { t } = useTranslation('deliveries');
  const nameOf = useTopicName();
  const topics = useTopics().data;
  return useMemo(() => {
    const choices: Partial<Record<Name, FieldDescription['choices']>> = {
      state: STATES.map((value) => ({ value, label: t(`states.${value}`) })),
      channel: (['email', 'sms'] as const).map((value) => ({ value, label: t(`channels.${value}`) })),
      topic: topics?.map((one) => ({ value: one.topic, label: nameOf(one.topic) })),
    };
    return {
      name: 'delivery',
      list: DELIVERIES.join('.'),
      title: 'topic',
      fields: FIELDS.map((field): FieldDescription => ({
        ...field,
        read: field.name === 'topic' ? (record) => nameOf((record as Listed).topic) : field.read, // as: of this list
        label: t(`fields.${field.name}` as 'fields.topic'), // as: every name of the table has its text
        choices: field.kind === 'choice' ? (choices[field.name] ?? []) : undefined,
      })),
      path: (record) => `/deliveries/${record.id}`,
      load: loadDeliveries,
      permissions: {},
    };
  }, [t, nameOf, topics]);
}
