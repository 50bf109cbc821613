/** What a lead is to become, as the dialog asks it and as the service takes it. */
import { moneyOf, textOf, type Money } from '../../ui/fields/values';
import type { Conversion, Lead } from '../queries';
import { titleOf } from '../standing';

export interface Asked {
  /** null: a new customer. */
  customer: string | null;
  contact: 'new' | 'known' | 'none';
  /** The contact that is there. */
  known: string;
  opportunity: boolean;
  name: string;
  pipeline: string;
  amount: Money | null;
  closing: string;
}

type Told = Pick<Lead, 'name' | 'company' | 'emails' | 'phones' | 'number' | 'conversion'>;

/** What stands there to begin with: what was asked and refused, or what the lead suggests. */
export function askedOf(lead: Told, customer: string | null, opportunities: boolean): Asked {
  const before = lead.conversion?.asked as Conversion | undefined; // what was asked is kept as it was sent
  const deal = before?.opportunity;
  return {
    customer: customer ?? before?.customer_id ?? null,
    contact: before?.contact_id
      ? 'known'
      : (before?.contact ?? (lead.name && (lead.company || customer) ? 'new' : 'none')),
    known: before?.contact_id ?? '',
    opportunity: before ? Boolean(deal) : opportunities,
    name: deal?.name ?? lead.company ?? titleOf(lead),
    pipeline: deal?.pipeline_id ?? '',
    amount: deal?.amount && deal.currency ? { amount: textOf(deal.amount), currency: deal.currency } : null,
    closing: deal?.expected_close_on ?? '',
  };
}

export function sentOf(asked: Asked): Conversion {
  const money = moneyOf(asked.amount);
  return {
    ...(asked.customer ? { customer_id: asked.customer } : {}),
    contact: asked.contact === 'new' ? 'new' : 'none',
    ...(asked.contact === 'known' && asked.known ? { contact_id: asked.known } : {}),
    opportunity: asked.opportunity
      ? {
          name: asked.name.trim(),
          ...(asked.pipeline ? { pipeline_id: asked.pipeline } : {}),
          ...(money?.amount ? { amount: money.amount, currency: money.currency } : {}),
          ...(asked.closing ? { expected_close_on: asked.closing } : {}),
        }
      : null,
  };
}

/** Whether there is enough to send it. */
export const isWhole = (asked: Asked, existing: boolean): boolean =>
  (!existing || asked.customer !== null) &&
  (asked.contact !== 'known' || asked.known !== '') &&
  (!asked.opportunity || asked.name.trim() !== '');
