/** What operations are about, as their own screens know it: fields, names, pages. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useContactDescription } from '../../contacts/description';
import { useCustomerDescription } from '../../customers/description';
import { useLeadDescription } from '../../leads/description';
import { useOpportunityDescription } from '../../opportunities/description';
import { useMe } from '../../session/session';
import { useInteractionFields } from '../../timeline/description';
import { deletedQuery, pathOf, useReference, type ReferenceKind } from '../fields/references';
import type { FieldDescription } from '../records/description';

const NONE: readonly FieldDescription[] = [];

/** Thing, or target of an operation → its fields. */
export function useFieldsOf(): (thing: string) => readonly FieldDescription[] {
  const customer = useCustomerDescription().fields;
  const contact = useContactDescription().fields;
  const interaction = useInteractionFields();
  const lead = useLeadDescription().fields;
  const opportunity = useOpportunityDescription().fields;
  const fields: Partial<Record<string, readonly FieldDescription[]>> = {
    customer,
    customers: customer,
    contact,
    contacts: contact,
    interaction,
    interactions: interaction,
    lead,
    leads: lead,
    opportunity,
    opportunities: opportunity,
  };
  return (thing) => fields[thing] ?? NONE;
}

/** A record by its name, with the way to it. */
export function RecordName({ thing, id }: { thing: string; id: string }) {
  return isKind(thing) ? <Named kind={thing} id={id} /> : <Thing thing={thing} />;
}

/** To bring back a deleted one takes this permission, and so does its name. */
const RESTORES: Record<ReferenceKind, string> = {
  customer: 'customer.delete',
  contact: 'customer.update',
  product: 'product.manage',
  lead: 'lead.delete',
  opportunity: 'opportunity.delete',
};
const isKind = (thing: string): thing is ReferenceKind => thing in RESTORES;

function Named({ kind, id }: { kind: ReferenceKind; id: string }) {
  const live = useReference(kind, id).data;
  const mayRestore = RESTORES[kind] in useMe().permissions;
  const deleted = useQuery({ ...deletedQuery(kind, id), enabled: live === null && mayRestore }).data;
  const name = live?.name ?? deleted?.name;
  return name === undefined ? <Thing thing={kind} /> : <Link to={pathOf(kind, id)}>{name}</Link>;
}

function Thing({ thing }: { thing: string }) {
  const { t, i18n } = useTranslation('ui/operations');
  const key = `things.${thing}`;
  return i18n.exists(key, { ns: 'ui/operations' }) ? t(key as 'things.customer') : thing;
}
