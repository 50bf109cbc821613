/** What the system did, told as a sentence: by kind and parameters (services/customer, Fact). */
import { useTranslation } from 'react-i18next';
import { useConsentWords } from '../consents/words';
import { stageOf } from '../customers/stages';
import { useColleagues, useTeams } from '../ui/directory';
import { useTimelineContext } from './context';
import type { Entry } from './filters';

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export interface Told {
  sentence: string;
  /** What somebody wrote to it. */
  note?: string;
}

export function useSentence(): (entry: Entry) => Told {
  const consent = useConsentSentence();
  const plain = usePlainSentence();
  return (entry) => consent(entry) ?? plain(entry);
}

const SOLD = [
  'lead_converted',
  'opportunity_created',
  'opportunity_won',
  'opportunity_lost',
  'quote_issued',
  'quote_accepted',
  'quote_declined',
  'order_confirmed',
  'order_cancelled',
  'shipment_shipped',
  'return_received',
  'invoice_issued',
  'credit_note_issued',
  'payment_received',
  'contract_activated',
  'contract_renewed',
  'contract_terminated',
  'contract_ended',
] as const;
const REASONS = ['deal_opened', 'bought', 'quiet', 'by_hand'] as const;

function usePlainSentence(): (entry: Entry) => Told {
  const { t } = useTranslation(['timeline', 'customers']);
  const stage = (value: unknown) => t(`stages.${stageOf(value)}`, { ns: 'customers' });
  const people = useColleagues();
  const teams = useTeams();
  const whom = (params: Entry['params'], before: string) => {
    const owner = people.get(text(params[`${before}owner_id`]))?.name;
    const team = teams.get(text(params[`${before}team_id`]))?.name;
    return [owner, team].filter(isText).join(' · ') || t('facts.nobody');
  };
  return ({ kind, params, recorded_by }) => {
    const who = people.get(recorded_by ?? '')?.name ?? t('facts.system');
    switch (kind) {
      case 'customer_created':
        return { sentence: t('facts.customer_created', { who, number: text(params.number) }) };
      case 'customer_restored':
        return { sentence: t('facts.customer_restored', { who }) };
      case 'customer_assigned': {
        const [now, before] = [whom(params, ''), whom(params, 'previous_')];
        return {
          sentence: t('facts.customer_assigned', { who, now, before }),
          note: text(params.note) || undefined,
        };
      }
      case 'lifecycle_changed': {
        const reason = REASONS.find((one) => one === params.reason) ?? 'by_hand';
        const [before, after] = [stage(params.before), stage(params.after)];
        return {
          sentence: t(`facts.lifecycle.${reason}`, { who, before, after }),
          note: text(params.note) || undefined,
        };
      }
      default: {
        const sold = SOLD.find((one) => one === kind);
        if (!sold) return { sentence: t('facts.unknown', { who, kind }) };
        const said = { who, number: text(params.number), name: text(params.name) };
        return { sentence: t(`facts.selling.${sold}`, said) };
      }
    }
  };
}

const STATES = ['granted', 'refused', 'withdrawn', 'pending'] as const;

function useConsentSentence(): (entry: Entry) => Told | undefined {
  const { t, i18n } = useTranslation('timeline');
  const words = useConsentWords();
  const { names } = useTimelineContext();
  return ({ kind, params }) => {
    const id = text(params.contact_id);
    const subject = id ? (names.get(id) ?? t('entry.contact')) : t('facts.theCustomer');
    if (kind === 'contact_preference_changed') {
      const fields = Array.isArray(params.fields) ? params.fields.filter(isText).map(words.fields) : [];
      const list = new Intl.ListFormat(i18n.language).format(fields);
      return { sentence: t('facts.preferences', { subject, fields: list }) };
    }
    const state = STATES.find((one) => one === params.state);
    if (kind !== 'consent_changed' || !state) return undefined;
    const [channel, purpose] = [words.channels(text(params.channel)), words.purposes(text(params.purpose))];
    const basis = text(params.basis);
    if (state === 'granted' && basis !== 'consent')
      return {
        sentence: t('facts.consent.grounded', { subject, channel, purpose, basis: words.bases(basis) }),
      };
    return { sentence: t(`facts.consent.${state}`, { subject, channel, purpose }) };
  };
}
