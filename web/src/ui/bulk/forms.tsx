/** What is filled in for each act on many records. */
import { CloseOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { useId, useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../fields/FieldEditor';
import type { FieldDescription } from '../records/description';
import styles from './bulk.module.css';
import type { BulkDoor } from './door';
import type { Draft } from './draft';

export interface FormProps {
  fields: readonly FieldDescription[];
  door: BulkDoor;
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
        onChange={(name: string | null) => {
          const field = left.find((one) => one.name === name);
          if (field) put(field.name, blankOf(field));
        }}
      />
    </>
  );
}

/** A switch says no until somebody turns it; of other fields nothing is said yet. */
const blankOf = ({ kind }: FieldDescription) => (kind === 'flag' ? false : undefined);

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
          <Checkbox
            checked={emptied}
            onChange={(event) => onChange(event.target.checked ? null : blankOf(field))}
          >
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

/** A status, with the reason for the one that needs it. */
export function MoveForm({ fields, door, draft, onDraft, wrong }: FormProps) {
  const label = (name?: string) => fields.find((one) => one.name === name)?.label ?? '';
  const { moves } = door;
  if (!moves) return null;
  const { move } = draft;
  const choices = fields.find((one) => one.name === moves.field)?.choices ?? [];
  return (
    <>
      <Labelled label={label(moves.field)}>
        {(id) => (
          <Select
            id={id}
            autoFocus
            value={move?.status}
            options={choices.filter(({ value }) => moves.to.includes(value))}
            status={wrong('/move/status') === undefined ? undefined : 'error'}
            onChange={(status: string) =>
              onDraft({ ...draft, move: status === moves.reason.of ? { status, reason: '' } : { status } })
            }
          />
        )}
      </Labelled>
      {move?.reason !== undefined && (
        <Labelled label={label(moves.reason.field)}>
          {(id) => (
            <Input
              id={id}
              maxLength={200}
              value={move.reason}
              onChange={(event) => onDraft({ ...draft, move: { ...move, reason: event.target.value } })}
            />
          )}
        </Labelled>
      )}
    </>
  );
}

export function AssignForm({ door, draft, onDraft, wrong }: FormProps) {
  const { t } = useTranslation('ui/bulk');
  return (
    <>
      <Holder
        field={{ name: 'owner_id', label: t('owner'), kind: 'person' }}
        value={draft.owner}
        none={t('noOwner')}
        error={wrong('/assign/owner_id')}
        onChange={(owner) => onDraft({ ...draft, owner })}
      />
      <Holder
        field={{ name: 'team_id', label: t('team'), kind: 'team' }}
        value={draft.team}
        none={t('noTeam')}
        hint={draft.owner === null ? undefined : t('teamHint')}
        error={wrong('/assign/team_id')}
        onChange={(team) => onDraft({ ...draft, team })}
      />
      {door.note && (
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
      )}
    </>
  );
}

interface HolderProps {
  field: FieldDescription;
  value: string | null | undefined;
  /** That nobody is to have them. */
  none: string;
  hint?: string;
  error?: string;
  onChange: (value: string | null | undefined) => void;
}

/** Who gets them, or that they are taken from whoever has them. */
function Holder({ field, value, none, hint, error, onChange }: HolderProps) {
  const nobody = (
    <Checkbox
      checked={value === null}
      onChange={(event) => onChange(event.target.checked ? null : undefined)}
    >
      {none}
    </Checkbox>
  );
  return (
    <Labelled label={field.label} hint={value === null ? undefined : hint} beside={nobody}>
      {(id) =>
        value !== null && (
          <FieldEditor
            id={id}
            field={field}
            value={value}
            error={error}
            onChange={(next) => onChange(typeof next === 'string' ? next : undefined)}
          />
        )
      }
    </Labelled>
  );
}

interface LabelledProps {
  label: string;
  hint?: string;
  beside?: ReactNode;
  children: (id: string) => ReactNode;
}

function Labelled({ label, hint, beside, children }: LabelledProps) {
  const id = useId();
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        {beside}
      </div>
      {children(id)}
      {hint !== undefined && <span className={styles.weak}>{hint}</span>}
    </div>
  );
}

export function DeleteForm() {
  const { t } = useTranslation('ui/bulk');
  return <p className={styles.weak}>{t('deleteHint')}</p>;
}
