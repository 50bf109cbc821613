/** What the fields of an import are called in the language of the page. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCustomFields } from '../../ui/fields/custom';
import type { FieldDescription } from '../../ui/records/description';

export type FieldGroup = 'main' | 'custom' | 'consents';

export interface FieldNames {
  target: (name: string) => string;
  field: (target: string, name: string) => string;
  /** What rows are matched by. */
  key: (key: string) => string;
  groupName: (group: FieldGroup) => string;
  /** What the organisation said about a field it added. */
  custom: (target: string, name: string) => FieldDescription | undefined;
}

export function groupOf(name: string): FieldGroup {
  if (name.startsWith('custom.')) return 'custom';
  return /^consent[._]|^do_not_contact$/.test(name) ? 'consents' : 'main';
}

export function useFieldNames(): FieldNames {
  const { t, i18n } = useTranslation('imports/fields');
  const ofCustomers = useCustomFields('customer');
  const ofContacts = useCustomFields('contact');
  return useMemo(() => {
    const known = (key: string, otherwise: string): string =>
      i18n.exists(key, { ns: 'imports/fields' }) ? t(key as 'targets.customers') : otherwise;
    const consent = (name: string): string => {
      const [, channel = '', purpose = ''] = name.split('.');
      return t('consents.pair', {
        channel: known(`channels.${channel}`, channel),
        purpose: known(`purposes.${purpose}`, purpose),
      });
    };
    const custom = (target: string, name: string) => {
      const added = target === 'customers' ? ofCustomers : target === 'contacts' ? ofContacts : [];
      return added.find((one) => one.name === name);
    };
    return {
      target: (name) => known(`targets.${name}`, name),
      field: (target, name) => {
        if (name.startsWith('custom.')) return custom(target, name)?.label ?? name;
        if (name.startsWith('consent.')) return consent(name);
        return known(`${groupOf(name) === 'consents' ? 'consents' : target}.${name}`, name);
      },
      key: (key) => known(`keys.${key}`, key),
      groupName: (group) => t(`groups.${group}`),
      custom,
    };
  }, [t, i18n, ofCustomers, ofContacts]);
}
