/** The people of a deal as a field: read, changed and undone like any other. */
import { Select } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useContactsOf } from '../../contacts/queries';
import { EntriesEditor } from '../../ui/fields/editors/EntriesEditor';
import type { EditorProps } from '../../ui/fields/editors/editor';
import { FieldValue } from '../../ui/fields/FieldValue';
import type { FieldDescription } from '../../ui/records/description';
import type { Role } from '../queries';
import { ROLES } from '../reasons';
import styles from './people.module.css';

/** As the field of the API has them. */
const rolesOf = (value: unknown): Role[] => (Array.isArray(value) ? (value as Role[]) : []);

export function useRolesField(customerId: string): FieldDescription {
  const { t } = useTranslation('opportunities');
  return useMemo(
    () => ({
      name: 'contacts',
      label: t('people.title'),
      kind: 'longText', // several lines, saved by a button
      editable: true,
      drawn: { Value: Shown, Editor: (props) => <Editor {...props} customerId={customerId} /> },
    }),
    [t, customerId],
  );
}

function Shown({ value }: { value: unknown }) {
  const { t } = useTranslation('opportunities');
  const contact: FieldDescription = { name: 'contact_id', kind: 'contact', label: t('people.contact') };
  return (
    <ul className={styles.people}>
      {rolesOf(value).map(({ contact_id: id, role }) => (
        <li key={id}>
          <FieldValue field={contact} value={id} />
          <span className={styles.role}>{t(`people.roles.${role}`)}</span>
        </li>
      ))}
    </ul>
  );
}

function Editor({ customerId, value, onChange, errorAt, field }: EditorProps & { customerId: string }) {
  const { t } = useTranslation('opportunities');
  const people = useContactsOf(customerId).data?.items ?? [];
  const options = people.map((one) => ({ value: one.id, label: one.name }));
  const roles = ROLES.map((one) => ({ value: one, label: t(`people.roles.${one}`) }));
  return (
    <EntriesEditor<Role>
      label={field.label}
      entries={rolesOf(value)}
      onChange={onChange}
      fresh={() => ({ contact_id: '', role: 'decision_maker' })}
      add={t('people.add')}
      part="contact_id"
      errorAt={errorAt}
      row={(one, change) => (
        <>
          <Select
            className={styles.who}
            aria-label={t('people.contact')}
            placeholder={t('people.contact')}
            showSearch={{ optionFilterProp: 'label' }}
            value={one.contact_id || undefined}
            options={options}
            notFoundContent={t('people.none')}
            onChange={(contact_id: string) => change({ contact_id })}
          />
          <Select
            className={styles.what}
            aria-label={t('people.role')}
            value={one.role}
            options={roles}
            onChange={(role) => change({ role })}
          />
        </>
      )}
    />
  );
}
