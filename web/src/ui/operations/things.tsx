/** What operations are about, as their own screens know it: fields, names, pages. */
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useContactDescription } from '../../contacts/description';
import { useCustomerDescription } from '../../customers/description';
import { useInteractionFields } from '../../timeline/description';
import { pathOf, useReference, type ReferenceKind } from '../fields/references';
import type { FieldDescription } from '../records/description';

const NONE: readonly FieldDescription[] = [];

/** Thing, or target of an operation → its fields. */
export function useFieldsOf(): (thing: string) => readonly FieldDescription[] {
  const customer = useCustomerDescription().fields;
  const contact = useContactDescription().fields;
  const interaction = useInteractionFields();
  return (thing) => {
    if (thing === 'customer' || thing === 'customers') return customer;
    if (thing === 'contact' || thing === 'contacts') return contact;
    return thing === 'interaction' || thing === 'interactions' ? interaction : NONE;
  };
}

/** A record by its name, with the way to it. */
export function RecordName({ thing, id }: { thing: string; id: string }) {
  if (thing === 'customer' || thing === 'contact') return <Named kind={thing} id={id} />;
  return <Thing thing={thing} />;
}

function Named({ kind, id }: { kind: ReferenceKind; id: string }) {
  const found = useReference(kind, id);
  if (!found.data) return <Thing thing={kind} />;
  return <Link to={pathOf(kind, id)}>{found.data.name}</Link>;
}

function Thing({ thing }: { thing: string }) {
  const { t, i18n } = useTranslation('ui/operations');
  const key = `things.${thing}`;
  return i18n.exists(key, { ns: 'ui/operations' }) ? t(key as 'things.customer') : thing;
}
