/** The words of consent: channels, purposes, what each may rest on (services/customer/consents/terms.py). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';

export type ConsentCreate = Schemas['customer_ConsentCreate'];
export type Channel = ConsentCreate['channel'];
export type Recordable = ConsentCreate['purpose'];
export type Purpose = Recordable | 'legal_notice';
export type State = ConsentCreate['state'];
export type Basis = NonNullable<ConsentCreate['basis']>;
export type Source = NonNullable<ConsentCreate['source']>;

export const CHANNELS: readonly Channel[] = ['email', 'sms', 'phone', 'post', 'wechat', 'whatsapp', 'line'];
export const RECORDABLE: readonly Recordable[] = [
  'marketing',
  'newsletter',
  'event_invitation',
  'survey',
  'partner_offer',
  'service',
  'transactional',
];
export const PURPOSES: readonly Purpose[] = [...RECORDABLE, 'legal_notice'];
export const STATES: readonly State[] = ['granted', 'pending', 'refused', 'withdrawn'];
export const SOURCES: readonly Source[] = [
  'person',
  'form',
  'mail',
  'message',
  'call',
  'paper',
  'import',
  'system',
];

const EVERY: readonly Basis[] = [
  'consent',
  'contract',
  'legal_obligation',
  'vital_interests',
  'public_interest',
  'legitimate_interest',
  'disclosed_information',
];
const ADVERTISING: readonly Basis[] = ['consent', 'legitimate_interest'];

/** What a statement about a purpose may rest on. */
export function basesOf(purpose: Recordable, state: State): readonly Basis[] {
  if (state === 'pending' || purpose === 'partner_offer') return ['consent'];
  return purpose === 'service' || purpose === 'transactional' ? EVERY : ADVERTISING;
}

const GROUPS = ['channels', 'purposes', 'states', 'bases', 'sources', 'rules', 'fields'] as const;
type Group = (typeof GROUPS)[number];
export type Words = Record<Group, (key: string) => string>;

/** The words in the language of the page; one that is not known yet is shown as it is. */
export function useConsentWords(): Words {
  const { t, i18n } = useTranslation('consents');
  return useMemo(() => {
    const word = (group: Group) => (key: string) => {
      const path = `${group}.${key}`;
      // What a service may add by a release has no text yet.
      return i18n.exists(path, { ns: 'consents' }) ? t(path as 'channels.email') : key;
    };
    return Object.fromEntries(GROUPS.map((group) => [group, word(group)])) as Words;
  }, [t, i18n]);
}
