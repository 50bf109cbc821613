/** What roles, permissions and fields are called. Services name them; one without a text shows its own name. */
import { useTranslation } from 'react-i18next';
import { inLanguage } from '../../ui/fields/custom';
import { useAllCustomFields } from '../custom-fields/queries';
import type { Role, Scope } from './queries';

const AS_SEEDED: Partial<Record<string, string>> = {
  administrator: 'Administrator',
  auditor: 'Auditor',
  marketer: 'Marketer',
  'sales-manager': 'Sales manager',
  'sales-representative': 'Sales representative',
  'service-agent': 'Service agent',
};

export interface Words {
  role: (role: Pick<Role, 'name' | 'built_in'>) => string;
  scope: (scope: Scope | 'none') => string;
  object: (name: string) => string;
  /** `customer.read` as what one may do. */
  permission: (name: string) => string;
  thing: (name: string) => string;
  /** `tax_number` of `customer`. */
  field: (thing: string, name: string) => string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation('administration/roles');
  const custom = useAllCustomFields();
  const known = (key: string, otherwise: string): string =>
    // as: the key is known to exist
    i18n.exists(key, { ns: 'administration/roles' }) ? t(key as 'title') : otherwise;
  return {
    // Roles that came with the suite are named in the language of the page until somebody renames them.
    role: ({ name, built_in }) =>
      built_in && AS_SEEDED[built_in] === name ? known(`builtIn.${built_in}`, name) : name,
    scope: (scope) => t(`scopes.${scope}`),
    object: (name) => known(`objects.${name}`, name),
    permission: (name) => known(`permissions.${name}`, name),
    thing: (name) => known(`things.${name}`, name),
    field: (thing, name) => {
      const own = custom.find((one) => one.object === thing && `custom.${one.key}` === name);
      if (own) return inLanguage(own.labels, i18n.language);
      return known(`fields.${thing}.${name}`, name);
    },
  };
}

/** `customer.tax_number` → its object and the field. */
export function splitField(mask: string): [thing: string, field: string] {
  const dot = mask.indexOf('.');
  return [mask.slice(0, dot), mask.slice(dot + 1)];
}
