import { useTranslation } from 'react-i18next';
import { NewDialog } from '../administration/shared/NewDialog';
import type { FieldDescription } from '../ui/records/description';
import { FieldsField } from './FieldsField';
import { FORMS, saveForm, type FormField, type FormGiven, type LeadForm } from './queries';

interface Props {
  /** null: a new one. */
  form: LeadForm | null;
  onDone: (form: LeadForm) => void;
  onClose: () => void;
}

const FIRST: readonly FormField[] = [
  { name: 'name', required: true },
  { name: 'company', required: false },
  { name: 'email', required: true },
  { name: 'phone', required: false },
  { name: 'message', required: false },
];

/** What a form asks, where it may stand, and what becomes of what it sends. */
export function FormDialog({ form, onDone, onClose }: Props) {
  const { t } = useTranslation('lead-forms');
  const fields: FieldDescription[] = [
    { name: 'name', kind: 'text', label: t('name'), hint: t('nameHint'), required: true },
    { name: 'source', kind: 'text', label: t('source') },
    { name: 'campaign', kind: 'text', label: t('campaign') },
    { name: 'owner_id', kind: 'person', label: t('owner'), hint: t('ownerHint') },
    { name: 'team_id', kind: 'team', label: t('team') },
    { name: 'thanks_url', kind: 'link', label: t('thanks'), hint: t('thanksHint') },
    { name: 'allowed_origins', kind: 'texts', label: t('origins'), hint: t('originsHint') },
    { name: 'active', kind: 'flag', label: t('active') },
  ];
  return (
    <NewDialog
      title={t(form ? 'edit' : 'new')}
      ok={t(form ? 'save' : 'create')}
      {...{ fields }}
      initial={form ? { ...form } : { fields: FIRST, active: true }}
      more={(values, set, fault) => (
        <FieldsField
          fields={fieldsOf(values.fields)}
          onChange={(chosen) => set('fields', chosen)}
          error={fault('fields')}
        />
      )}
      call={(values) => saveForm(form, bodyOf(values))}
      touches={[FORMS]}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

const fieldsOf = (value: unknown): FormField[] => (Array.isArray(value) ? (value as FormField[]) : []); // as: its field

const OPTIONAL = ['source', 'campaign', 'owner_id', 'team_id', 'thanks_url'] as const;

/** What was emptied is said to be empty. */
function bodyOf(values: Readonly<Record<string, unknown>>): FormGiven {
  const optional = Object.fromEntries(OPTIONAL.map((name) => [name, values[name] ?? null]));
  const { name, active, allowed_origins } = values;
  const given = { name, active: active ?? false, allowed_origins: allowed_origins ?? [] };
  return { ...given, ...optional, fields: fieldsOf(values.fields) } as FormGiven; // as: of the fields
}
