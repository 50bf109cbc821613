/** What is filled in for each act on many records. */
import { CloseOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../fields/FieldEditor';
import type { FieldDescription } from '../records/description';
import styles from './bulk.module.css';
import type { Draft } from './draft';

export interface FormProps {
  fields: readonly FieldDescription[];
  draft: Draft;
  onDraft: (draft: Draft) => void;
  /** What is wrong with a part of the edit, by its place in it. */
  wrong: (pointer: string) => string | undefined;
}

/** Fields one by one, each with its new value. */
export function SetForm({ fields, draft, onDraft, wrong }: FormProps) {
  const { t } = useTranslation('ui/bulk');
  const offered = useMemo(() => fields.filter((one) => one.bulk), [fields]);
  const chosen = offered.filter((one) => one.name in draft.values);
  const left = offered.filter((one) => !(one.name in draft.values));
  const put = (name: string, value: unknown) =>
    onDraft({ ...draft, values: { ...draft.values, [name]: value } });
  const drop = (name: string) =>
    onDraft({
      ...draft,
      values: Object.fromEntries(Object.entries(draft.values).filter(([one]) => one !== name)),
    });
  return (
    <>
      {chosen.map((field) => (
        <SetField
          key={field.name}
          field={field}
          value={draft.values[field.name]}
          error={wrong(`/values/${field.name.replace('.', '/')}`)}
          onChange={(value) => put(field.name, value)}
          onDrop={() => drop(field.name)}
        />
      ))}
      <Select
        className={styles.add}
        aria-label={t('addField')}
        placeholder={t('addField')}
        showSearch={{ optionFilterProp: 'label' }}
        value={null}
        options={left.map(({ name, label }) => ({ value: name, label }))}
        onChange={(name: string | null) => name && put(name, undefined)}
      />
    </>
  );
}

interface SetFieldProps {
  field: FieldDescription;
  value: unknown;
  error?: string;
  onChange: (value: unknown) => void;
  onDrop: () => void;
}

function SetField({ field, value, error, onChange, onDrop }: SetFieldProps) {
  const { t } = useTranslation('ui/bulk');
  const id = useId();
  const emptied = value === null;
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id}>{field.label}</label>
        {!field.required && (
          <Checkbox checked={emptied} onChange={(event) => onChange(event.target.checked ? null : undefined)}>
            {t('empty')}
          </Checkbox>
        )}
        <Button
          type="text"
          size="small"
          icon={<CloseOutlined aria-hidden />}
          aria-label={t('removeField', { field: field.label })}
          onClick={onDrop}
        />
      </div>
      {!emptied && (
        <FieldEditor
          id={id}
          field={field}
          value={value}
          error={error}
          autoFocus
          onChange={(next) => onChange(next ?? undefined)}
        />
      )}
    </div>
  );
}

export function TagsForm({ fields, draft, onDraft, wrong }: FormProps) {
  const { t } = useTranslation('ui/bulk');
  const field = fields.find((one) => one.kind === 'tags');
  if (!field) return null;
  return (
    <>
      {(['add', 'remove'] as const).map((which) => {
        const label = t(`${which}Tags`);
        return (
          <Labelled key={which} label={label}>
            {(id) => (
              <FieldEditor
                id={id}
                field={{ ...field, label }}
                value={draft[which]}
                error={wrong(`/${which}_tags`)}
                onChange={(ids) => onDraft({ ...draft, [which]: ids })}
              />
            )}
          </Labelled>
        );
      })}
    </>
  );
}

export function AssignForm({ draft, onDraft, wrong }: FormProps) {
  const { t } = useTranslation('ui/bulk');
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return (
    <>
      <Labelled label={t('owner')}>
        {(id) => (
          <FieldEditor
            id={id}
            field={{ name: 'owner_id', label: t('owner'), kind: 'person' }}
            value={draft.owner}
            error={wrong('/assign/owner_id')}
            onChange={(owner) => onDraft({ ...draft, owner: text(owner) })}
          />
        )}
      </Labelled>
      <Labelled label={t('team')} hint={t('teamHint')}>
        {(id) => (
          <FieldEditor
            id={id}
            field={{ name: 'team_id', label: t('team'), kind: 'team' }}
            value={draft.team}
            error={wrong('/assign/team_id')}
            onChange={(team) => onDraft({ ...draft, team: text(team) })}
          />
        )}
      </Labelled>
      <Labelled label={t('note')}>
        {(id) => (
          <Input
            id={id}
            maxLength={1000}
            value={draft.note}
            onChange={(event) => onDraft({ ...draft, note: event.target.value })}
          />
        )}
      </Labelled>
    </>
  );
}

interface LabelledProps {
  label: string;
  hint?: string;
  children: (id: string) => React.ReactNode;
}

function Labelled({ label, hint, children }: LabelledProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <span className={styles.weak}>{hint}</span>}
    </div>
  );
}

export function DeleteForm() {
  const { t } = useTranslation('ui/bulk');
  return <p className={styles.weak}>{t('deleteHint')}</p>;
}
