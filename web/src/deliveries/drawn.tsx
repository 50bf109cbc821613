import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useColleagues } from '../ui/directory';
import { useReference } from '../ui/fields/references';
import { textOf } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import { Standing } from '../ui/states/Standing';
import type { Listed } from './queries';
import { sentence, STATES, TONES } from './reasons';
import { useTopicName } from './useTopicName';

/** How far a message has come. */
export function State({ value }: { value: unknown }) {
  const { t } = useTranslation('deliveries');
  const state = STATES.find((one) => one === value);
  return state ? <Standing tone={TONES[state]}>{t(`states.${state}`)}</Standing> : null;
}

const saidOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null; // as: kind and parameters

/** Why it is in its state. */
export function Reason({ value }: { value: unknown }) {
  const { t } = useTranslation('deliveries');
  const { moment } = useFormat();
  const { t: consents, i18n } = useTranslation('consents');
  const rule = (name: string) => {
    const key = `rules.${name}`;
    return i18n.exists(key, { ns: 'consents' }) ? consents(key as 'rules.paused') : name; // as: it exists
  };
  return <>{sentence(t, saidOf(value), { moment, rule })}</>;
}

/** What it is about. */
export function Topic({ value }: { value: unknown }) {
  return <>{useTopicName()(textOf(value))}</>;
}

type Whose = Pick<Listed, 'user_id' | 'contact_id' | 'customer_id'>;

/** Who a message is for. */
export function Recipient({ of }: { of: Whose }) {
  if (of.user_id) return <Person id={of.user_id} />;
  if (of.contact_id) return <Record kind="contact" id={of.contact_id} />;
  if (of.customer_id) return <Record kind="customer" id={of.customer_id} />;
  return <>—</>;
}

function Person({ id }: { id: string }) {
  const { t } = useTranslation('deliveries');
  return <>{useColleagues().get(id)?.name ?? t('somebody')}</>;
}

function Record({ kind, id }: { kind: 'contact' | 'customer'; id: string }) {
  const { t } = useTranslation('deliveries');
  const found = useReference(kind, id);
  if (found.isPending) return null;
  return found.data ? <Link to={`/${kind}s/${id}`}>{found.data.name}</Link> : <>{t('hiddenRecord')}</>;
}

function RecipientShown({ value }: { value: unknown }) {
  return typeof value === 'object' && value !== null ? <Recipient of={value as Whose} /> : null; // as: its column
}

export const STATE = { Value: State };
export const REASON = { Value: Reason };
export const RECIPIENT = { Value: RecipientShown };
