/** Why a message is in its state, in words: the service says kinds and parameters. */
import type { TFunction } from 'i18next';
import { textOf } from '../ui/fields/values';
import type { Tone } from '../ui/states/Standing';
import type { Listed } from './queries';

export const STATES = [
  'queued',
  'claimed',
  'handed_over',
  'unknown',
  'accepted',
  'delivered',
  'bounced',
  'rejected',
  'suppressed',
  'expired',
  'gathered',
] as const satisfies readonly Listed['state'][];

export const TONES: Record<Listed['state'], Tone> = {
  queued: 'quiet',
  claimed: 'accent',
  handed_over: 'accent',
  unknown: 'warning',
  accepted: 'success',
  delivered: 'success',
  bounced: 'danger',
  rejected: 'danger',
  suppressed: 'quiet',
  expired: 'danger',
  gathered: 'quiet',
};

export const KINDS = [
  ...['requested', 'claimed', 'handed_over', 'handed_over_again', 'accepted', 'found_at_provider'],
  ...['worker_died', 'no_clear_answer', 'never_arrived', 'said_to_have_arrived', 'said_to_be_lost'],
  ...['quiet_hours', 'recipient_has_enough', 'no_provider', 'consent_not_known', 'consent', 'not_wanted'],
  ...['address_not_known', 'no_address', 'waits_for_digest', 'sent_in_digest'],
  ...['person_left', 'address_suppressed', 'no_template', 'template_fails', 'provider_declined', 'refused'],
  ...['too_late', 'reported_delivered', 'reported_bounced', 'reported_failed', 'reported_complained'],
] as const;

const BECAUSE = ['bounced', 'complained', 'manual'] as const;

type Said = Readonly<Record<string, unknown>>;

interface Words {
  moment: (at: string) => string;
  /** What a rule of consent says. */
  rule: (name: string) => string;
}

/** A reason as a sentence; what a provider said stands behind it as it said it. */
export function sentence(t: TFunction<'deliveries'>, reason: Said | null, { moment, rule }: Words): string {
  if (!reason) return '';
  const kind = KINDS.find((one) => one === reason.kind);
  if (kind === undefined) return textOf(reason.kind);
  const until = textOf(reason.until);
  const because = BECAUSE.find((one) => one === reason.because);
  const said = t(`reasons.${kind}`, {
    until: until && moment(until),
    rule: rule(textOf(reason.rule)),
    most: textOf(reason.most),
    because: because ? t(`because.${because}`) : '',
  });
  const detail = textOf(reason.detail);
  return detail ? t('withDetail', { said, detail }) : said;
}
