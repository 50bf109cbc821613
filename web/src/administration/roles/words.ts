/** What roles, permissions and fields are called. Services name them; one without a text shows its own name. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { inLanguage } from '../../ui/fields/custom';
import { useAllCustomFields } from '../custom-fields/queries';
import type { Role, Scope } from './queries';

/** The roles that come with the suite, by the names they come with. */
const SEEDED: Partial<Record<string, string>> = {
  Administrator: 'administrator',
  Auditor: 'auditor',
  Marketer: 'marketer',
  'Sales manager': 'sales-manager',
  'Sales representative': 'sales-representative',
  'Service agent': 'service-agent',
};

export interface Words {
  role: (role: Pick<Role, 'name'>) => string;
  scope: (scope: Scope | 'none') => string;
  object: (name: string) => string;
  /** `customer.read` as what one may do. */
  permission: (name: string) => string;
  thing: (name: string) => string;
  /** `tax_number` of `customer`. */
  field: (thing: string, name: string) => string;
  /** `customer.tax_number`, with what it is a field of. */
  mask: (name: string) => string;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation('administration/roles');
  const custom = useAllCustomFields();
  return useMemo(() => {
    const known = (key: string, otherwise: string): string =>
      // as: the key is known to exist
      i18n.exists(key, { ns: 'administration/roles' }) ? t(key as 'title') : otherwise;
    const thing = (name: string) => known(`things.${name}`, name);
    const field = (of: string, name: string): string => {
      const own = custom.find((one) => one.object === of && `custom.${one.key}` === name);
      return own ? inLanguage(own.labels, i18n.language) : known(`fields.${of}.${name}`, name);
    };
    return {
      // Roles that came with the suite are named in the language of the page until somebody renames them.
      role: ({ name }) => known(`builtIn.${SEEDED[name] ?? name}`, name),
      scope: (scope) => t(`scopes.${scope}`),
      object: (name) => known(`objects.${name}`, name),
      permission: (name) => known(`permissions.${name}`, name),
      thing,
      field,
      mask: (name) => {
        const [of, what] = splitField(name);
        return `${thing(of)}: ${field(of, what)}`;
      },
    };
  }, [t, i18n, custom]);
}

/** `customer.tax_number` → its object and the field. */
export function splitField(mask: string): [thing: string, field: string] {
  const dot = mask.indexOf('.');
  return [mask.slice(0, dot), mask.slice(dot + 1)];
}
