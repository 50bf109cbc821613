/** One question as it is made: field, then operator, then value. */
import { Button, Select } from 'antd';
import { useId, type KeyboardEvent, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { offeredFor, type AskedField } from './asked';
import { leafOf, type Draft } from './draft';
import styles from './filters.module.css';
import { carriedOver, firstOperator } from './operators';
import { ValueEditor } from './ValueEditor';
import { wordOf } from './words';

interface Props {
  fields: readonly AskedField[];
  draft: Draft;
  onDraft: (draft: Draft) => void;
  onApply: () => void;
  onCancel: () => void;
  /** Another question beside this one, and what its button says. */
  also?: { label: string; add: () => void };
}

export function LeafEditor({ fields, draft, onDraft, onApply, onCancel, also }: Props) {
  const { t } = useTranslation('ui/filters');
  const ready = leafOf(draft) !== null;
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (ready) onApply();
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onCancel();
  };
  return (
    <form className={styles.editor} onSubmit={submit} onKeyDown={escape}>
      <FieldChoice fields={fields} draft={draft} onDraft={onDraft} />
      {draft.field && <OperatorChoice draft={draft} field={draft.field} onDraft={onDraft} />}
      {draft.field && (
        <ValueEditor
          key={`${draft.field.name} ${draft.op}`}
          field={draft.field}
          op={draft.op}
          value={draft.value}
          onChange={(value) => onDraft({ ...draft, value })}
        />
      )}
      {draft.field && (
        <div className={styles.buttons}>
          {also && (
            <Button size="small" type="link" disabled={!ready} onClick={also.add}>
              {also.label}
            </Button>
          )}
          <Button size="small" type="primary" htmlType="submit" disabled={!ready}>
            {t('apply')}
          </Button>
        </div>
      )}
    </form>
  );
}

function FieldChoice({ fields, draft, onDraft }: Pick<Props, 'fields' | 'draft' | 'onDraft'>) {
  const { t } = useTranslation('ui/filters');
  const id = useId();
  const choose = (name: string) => {
    const field = fields.find((one) => one.name === name);
    if (field && field !== draft.field) onDraft({ field, op: firstOperator(field.filter.kind) });
  };
  return (
    <div>
      <label className="unseen" htmlFor={id}>
        {t('field')}
      </label>
      <Select
        id={id}
        className={styles.wide}
        autoFocus={!draft.field}
        defaultOpen={!draft.field}
        placeholder={t('chooseField')}
        showSearch={{ optionFilterProp: 'label' }}
        value={draft.field?.name}
        options={fields.map(({ name, label }) => ({ value: name, label }))}
        onChange={choose}
      />
    </div>
  );
}

interface OperatorProps {
  draft: Draft;
  field: AskedField;
  onDraft: (draft: Draft) => void;
}

function OperatorChoice({ draft, field, onDraft }: OperatorProps) {
  const { t } = useTranslation('ui/filters');
  const id = useId();
  const { kind } = field.filter;
  return (
    <div>
      <label className="unseen" htmlFor={id}>
        {t('operator')}
      </label>
      <Select
        id={id}
        className={styles.wide}
        value={draft.op}
        showSearch={{ optionFilterProp: 'label' }}
        options={offeredFor(field).map((op) => ({ value: op, label: t(`ops.${wordOf(kind, op)}`) }))}
        onChange={(op: string) => onDraft({ field, op, value: carriedOver(kind, draft.op, op, draft.value) })}
      />
    </div>
  );
}
