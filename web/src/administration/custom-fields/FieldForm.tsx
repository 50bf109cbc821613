import { Input, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { described } from '../../ui/fields/custom';
import { FieldEditor } from '../../ui/fields/FieldEditor';
import { useCustomFieldsQuery } from './queries';
import {
  canBeUnique,
  canHaveDefault,
  hasOptions,
  KINDS,
  TARGETS,
  withKind,
  withLabels,
  type Draft,
} from './draft';
import { Labels } from './Labels';
import { Labelled, Ticked } from './Labelled';
import { Options } from './Options';
import { Rules } from './Rules';
import styles from '../shared/admin.module.css';

export interface FormProps {
  object: string;
  draft: Draft;
  onChange: (change: Partial<Draft>) => void;
  /** What is wrong at a place: `labels/en`. */
  fault: (place: string) => string | undefined;
  /** Key and kind stay as they are once records may have values. */
  fixed: boolean;
}

/** What a field is called and what it takes, by its kind. */
export function FieldForm(props: FormProps) {
  const { draft, onChange, fault } = props;
  const { t } = useTranslation('administration/custom-fields');
  return (
    <>
      <Labels
        legend={t('labels')}
        hint={t('labelsHint')}
        texts={draft.labels}
        onChange={(labels) => onChange(props.fixed ? { labels } : withLabels(draft, labels))}
        fault={(language) => fault(`labels/${language}`) ?? (language === 'en' ? fault('labels') : undefined)}
      />
      <Labels
        legend={t('description')}
        hint={t('descriptionHint')}
        most={2000}
        texts={draft.description}
        onChange={(description) => onChange({ description })}
        fault={(language) => fault(`description/${language}`)}
      />
      <KindAndKey {...props} />
      {draft.kind === 'reference' && <Target {...props} />}
      {draft.kind === 'computed' && <Formula {...props} />}
      {hasOptions(draft.kind) && <Options {...props} />}
      <Rules {...props} />
      <Default key={draft.kind} {...props} />
      <Group {...props} />
      {draft.kind !== 'computed' && (
        <Ticked
          label={t('required')}
          hint={t('requiredHint')}
          checked={draft.required}
          fault={fault('required')}
          onChange={(required) => onChange({ required })}
        />
      )}
      {canBeUnique(draft.kind) && (
        <Ticked
          label={t('unique')}
          hint={t('uniqueHint')}
          checked={draft.unique}
          fault={fault('unique')}
          onChange={(unique) => onChange({ unique })}
        />
      )}
    </>
  );
}

/** What new records have where nobody says otherwise. */
function Default({ draft, onChange, fault }: FormProps) {
  const { t, i18n } = useTranslation('administration/custom-fields');
  const id = useId();
  const field = described(draft, i18n.language);
  if (!field || !canHaveDefault(draft)) return null;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t('default')}</label>
      <FieldEditor
        id={id}
        field={{ ...field, label: t('default'), required: false }}
        value={draft.default}
        onChange={(value) => onChange({ default: value })}
        error={fault('default')}
      />
      <p className={styles.hint}>{t('defaultHint')}</p>
    </div>
  );
}

function KindAndKey({ draft, onChange, fault, fixed }: FormProps) {
  const { t } = useTranslation('administration/custom-fields');
  const id = useId();
  return (
    <>
      <Labelled
        id={`${id}kind`}
        label={t('kind')}
        hint={fixed ? undefined : t('kindHint')}
        fault={fault('kind')}
      >
        <Select
          id={`${id}kind`}
          disabled={fixed}
          value={draft.kind}
          options={KINDS.map((one) => ({ value: one, label: t(`kinds.${one}`) }))}
          onChange={(kind) => onChange(withKind(draft, kind))}
        />
      </Labelled>
      <Labelled id={`${id}key`} label={t('key')} hint={fixed ? undefined : t('keyHint')} fault={fault('key')}>
        <Input
          id={`${id}key`}
          disabled={fixed}
          value={draft.key}
          maxLength={40}
          status={fault('key') && 'error'}
          onChange={(event) => onChange({ key: event.target.value })}
        />
      </Labelled>
    </>
  );
}

function Target({ draft, onChange, fault, fixed }: FormProps) {
  const { t } = useTranslation('administration/custom-fields');
  const id = useId();
  return (
    <Labelled id={id} label={t('target')} fault={fault('target')}>
      <Select
        id={id}
        disabled={fixed}
        value={draft.target}
        options={TARGETS.map((one) => ({ value: one, label: t(`targets.${one}`) }))}
        onChange={(target) => onChange({ target })}
      />
    </Labelled>
  );
}

function Formula({ object, draft, onChange, fault }: FormProps) {
  const { t } = useTranslation('administration/custom-fields');
  const id = useId();
  const known = (useCustomFieldsQuery().data ?? [])
    .filter((one) => one.object === object && one.archived_at === null && one.key !== draft.key)
    .map((one) => `custom.${one.key}`);
  return (
    <Labelled id={id} label={t('formula')} hint={t('formulaHint')} fault={fault('formula')}>
      <Input.TextArea
        id={id}
        className={styles.code}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={1000}
        status={fault('formula') && 'error'}
        value={draft.formula ?? ''}
        onChange={(event) => onChange({ formula: event.target.value })}
      />
      {known.length > 0 && <p className={styles.hint}>{t('formulaFields', { fields: known.join(', ') })}</p>}
    </Labelled>
  );
}

function Group({ draft, onChange, fault }: FormProps) {
  const { t } = useTranslation('administration/custom-fields');
  const id = useId();
  return (
    <Labelled id={id} label={t('group')} fault={fault('group')}>
      <Input
        id={id}
        maxLength={100}
        value={draft.group ?? ''}
        onChange={(event) => onChange({ group: event.target.value === '' ? null : event.target.value })}
      />
    </Labelled>
  );
}
