/** The value of a question, by what its operator takes and what its field is. */
import { DatePicker, Input, InputNumber, Segmented, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../session/session';
import { One, Several } from '../fields/editors/chosen';
import { useReferenceSearch, type ReferenceKind } from '../fields/references';
import { textOf, textsOf } from '../fields/values';
import type { AskedField } from './asked';
import styles from './filters.module.css';
import { fewestDays, MAX_DAYS, takes, valuesOf } from './operators';
import { useOptions } from './options';
import { ReferenceName } from './ValueText';
import { clockAt, momentOf } from '../wallClock';

export interface ValueProps {
  field: AskedField;
  op: string;
  value: unknown;
  onChange: (value: unknown) => void;
  label?: string;
}

export function ValueEditor(props: ValueProps) {
  const { t } = useTranslation('ui/filters');
  const options = useOptions(props.field);
  switch (takes(props.field.filter.kind, props.op)) {
    case 'days':
      return <Days {...props} />;
    case 'pair':
      return <Pair {...props} />;
    case 'one':
      if (!options) return <Single {...props} label={t('value')} />;
      return (
        <One field={props.field} value={props.value} onChange={emptied(props.onChange)} options={options} />
      );
    case 'many': {
      if (!options) return <Many {...props} />;
      const chosen = textsOf(props.value);
      return <Several field={props.field} value={chosen} onChange={props.onChange} options={options} />;
    }
    default:
      return null;
  }
}

/** What is left empty is no value. */
const emptied = (onChange: (value: unknown) => void) => (value: unknown) =>
  onChange(value === null || value === '' ? undefined : value);

function Days({ op, value, onChange }: ValueProps) {
  const { t } = useTranslation('ui/filters');
  return (
    <InputNumber
      autoFocus
      aria-label={t('days')}
      className={styles.wide}
      suffix={t('days')}
      min={fewestDays(op)}
      max={MAX_DAYS}
      precision={0}
      value={typeof value === 'number' ? value : null}
      onChange={emptied(onChange)}
    />
  );
}

function Pair(props: ValueProps) {
  const { t } = useTranslation('ui/filters');
  const [from, to] = valuesOf(props.value);
  return (
    <div className={styles.pair}>
      <Single {...props} label={t('from')} value={from} onChange={(one) => props.onChange([one, to])} />
      <span aria-hidden>–</span>
      <Single {...props} label={t('to')} value={to} onChange={(one) => props.onChange([from, one])} />
    </div>
  );
}

function Single(props: ValueProps) {
  switch (props.field.filter.kind) {
    case 'number':
      return <Figure {...props} />;
    case 'date':
      return <Day {...props} />;
    case 'moment':
      return <Moment {...props} />;
    case 'boolean':
      return <YesOrNo {...props} />;
    case 'reference':
      return <Found {...props} />;
    default:
      return <Words {...props} />;
  }
}

function Words({ value, onChange, label }: ValueProps) {
  return (
    <Input
      autoFocus
      aria-label={label}
      value={textOf(value)}
      onChange={(event) => emptied(onChange)(event.target.value)}
    />
  );
}

/** Stays text, so that no digit is lost. */
function Figure({ value, onChange, label }: ValueProps) {
  return (
    <InputNumber<string>
      stringMode
      aria-label={label}
      className={styles.wide}
      value={textOf(value)}
      onChange={emptied(onChange)}
    />
  );
}

function Day({ value, onChange, label }: ValueProps) {
  const text = textOf(value);
  return (
    <DatePicker
      aria-label={label}
      className={styles.wide}
      value={text ? dayjs(text) : null}
      onChange={(day) => onChange(day ? day.format('YYYY-MM-DD') : undefined)}
    />
  );
}

function Moment({ value, onChange, label }: ValueProps) {
  const zone = useMe().time_zone;
  const text = textOf(value);
  return (
    <DatePicker
      aria-label={label}
      className={styles.wide}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={text ? clockAt(text, zone) : null}
      onChange={(clock) => onChange(clock ? momentOf(clock, zone) : undefined)}
    />
  );
}

function YesOrNo({ value, onChange }: ValueProps) {
  const { t } = useTranslation('ui/filters');
  const options = [
    { value: 'yes', label: t('yes') },
    { value: 'no', label: t('no') },
  ];
  return (
    <Segmented
      block
      options={options}
      value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
      onChange={(chosen) => onChange(chosen === 'yes')}
    />
  );
}

function Many(props: ValueProps) {
  const { t } = useTranslation('ui/filters');
  if (props.field.filter.kind === 'reference') return <Found {...props} />;
  const figures = props.field.filter.kind === 'number';
  const held = valuesOf(props.value);
  return (
    <Select
      autoFocus
      mode="tags"
      open={false}
      suffix={null}
      tokenSeparators={[',', '，', '、', ';', '\n']}
      aria-label={t('value')}
      className={styles.wide}
      placeholder={t('values')}
      value={held.map(textOf)}
      onChange={(texts: string[]) =>
        props.onChange(figures ? texts.filter((one) => /^-?\d{1,20}(\.\d{1,10})?$/.test(one)) : texts)
      }
    />
  );
}

/** Records that are found by typing. */
function Found({ field, op, value, onChange }: ValueProps) {
  const { t } = useTranslation(['ui/filters', 'ui/fields']);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState(false);
  const kind: ReferenceKind = field.kind === 'contact' || field.kind === 'product' ? field.kind : 'customer';
  const found = useReferenceSearch(kind, typed, open);
  const several = takes(field.filter.kind, op) === 'many';
  const held = several ? textsOf(value) : textOf(value);
  return (
    <Select<string | string[]>
      mode={several ? 'multiple' : undefined}
      aria-label={field.label}
      className={styles.wide}
      placeholder={t('typeToSearch', { ns: 'ui/fields' })}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      loading={found.isFetching}
      value={held.length === 0 ? undefined : held}
      options={(found.data ?? []).map(({ id, name, detail }) => ({
        value: id,
        label: detail ? `${name} · ${detail}` : name,
      }))}
      labelRender={({ value: id }) => <ReferenceName kind={kind} id={String(id)} />}
      onOpenChange={setOpen}
      onChange={emptied(onChange)}
    />
  );
}
