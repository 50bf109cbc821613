/** What rules may ask about a lead (services/sales/sales/lead_rules/facts.py), as fields of the filter builder. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../ui/filters/condition';
import type { FilterKind } from '../ui/filters/operators';
import type { FieldDescription, FieldKind } from '../ui/records/description';

const FACTS = [
  ['source', 'text', 'text'],
  ['campaign', 'text', 'text'],
  ['country', 'country', 'text'],
  ['region', 'text', 'text'],
  ['city', 'text', 'text'],
  ['postcode', 'text', 'text'],
  ['language', 'language', 'text'],
  ['company', 'text', 'text'],
  ['title', 'text', 'text'],
  ['product_ids', 'product', 'references'],
  ['mail_domains', 'texts', 'tags'],
  ['has_email', 'flag', 'boolean'],
  ['has_phone', 'flag', 'boolean'],
  ['has_message', 'flag', 'boolean'],
] as const satisfies readonly (readonly [string, FieldKind, FilterKind])[];

const ALWAYS: ReadonlySet<string> = new Set([
  'product_ids',
  'mail_domains',
  'has_email',
  'has_phone',
  'has_message',
]);

export function useFacts(): { fields: readonly FieldDescription[] } {
  const { t } = useTranslation('lead-rules');
  return useMemo(
    () => ({
      fields: FACTS.map(([name, kind, filter]) => ({
        name,
        kind,
        label: t(`facts.${name}`),
        filter: { field: name, kind: filter, filled: ALWAYS.has(name) },
      })),
    }),
    [t],
  );
}

/** Every lead meets it. */
export const EVERY: Condition = { all: [] };

/** A condition as the builder draws it: one that every lead meets is none. */
export function drawn(condition: unknown): Condition | null {
  const found = condition as Condition; // as the service keeps it
  return 'all' in found && found.all.length === 0 ? null : found;
}
