import { Checkbox, Input, Select } from 'antd';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session/session';
import { FieldEditor } from '../ui/fields/FieldEditor';
import styles from './contacts.module.css';
import { ROLES, type LinkDraft, type Role } from './links';
import { useContactNames } from './queries';

interface Props {
  draft: LinkDraft;
  onChange: (draft: LinkDraft) => void;
  /** Who it is; nobody reports to themselves. */
  contactId?: string;
  /** The customer stays. */
  fixed?: boolean;
}

export function LinkFields({ draft, onChange, contactId, fixed }: Props) {
  const { t } = useTranslation('contacts');
  const id = useId();
  const { masked } = useMe();
  const shows = (name: keyof LinkDraft) => !masked.includes(`contact.${name}`);
  const set = (change: Partial<LinkDraft>) => onChange({ ...draft, ...change });
  const line = (name: 'title' | 'department', label: string) => (
    <Field id={`${id}-${name}`} label={label}>
      <Input
        id={`${id}-${name}`}
        maxLength={200}
        value={draft[name] ?? ''}
        onChange={(event) => set({ [name]: event.target.value || null })}
      />
    </Field>
  );
  return (
    <div className={styles.linkFields}>
      {!fixed && (
        <Field id={`${id}-customer`} label={t('links.customer')}>
          <FieldEditor
            id={`${id}-customer`}
            field={{ name: 'customer_id', label: t('links.customer'), kind: 'customer' }}
            value={draft.customerId}
            onChange={(chosen) =>
              set({ customerId: typeof chosen === 'string' ? chosen : null, reports_to_id: null })
            }
          />
        </Field>
      )}
      {shows('title') && line('title', t('links.position'))}
      {shows('department') && line('department', t('links.department'))}
      {draft.customerId && (
        <Above
          id={`${id}-above`}
          {...{ draft, contactId }}
          onChange={(above) => set({ reports_to_id: above })}
        />
      )}
      {shows('decision_role') && (
        <Field id={`${id}-role`} label={t('links.role')}>
          <Select<Role>
            id={`${id}-role`}
            allowClear
            value={draft.decision_role}
            onChange={(role: Role | undefined) => set({ decision_role: role ?? null })}
            options={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
          />
        </Field>
      )}
      <Checkbox checked={draft.primary} onChange={(event) => set({ primary: event.target.checked })}>
        {t('links.main')}
      </Checkbox>
    </div>
  );
}

interface AboveProps {
  id: string;
  draft: LinkDraft;
  contactId?: string;
  onChange: (above: string | null) => void;
}

/** Whom it reports to: another contact of the same customer. */
function Above({ id, draft, contactId, onChange }: AboveProps) {
  const { t } = useTranslation('contacts');
  const names = useContactNames(draft.customerId ?? undefined);
  const options = [...names].filter(([one]) => one !== contactId);
  return (
    <Field id={id} label={t('links.reportsTo')}>
      <Select<string>
        id={id}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        value={draft.reports_to_id}
        onChange={(above: string | undefined) => onChange(above ?? null)}
        options={options.map(([value, label]) => ({ value, label }))}
      />
    </Field>
  );
}

function Field({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className={styles.linkField}>
      <label htmlFor={id}>{label}</label>
      {children}
    </div>
  );
}
