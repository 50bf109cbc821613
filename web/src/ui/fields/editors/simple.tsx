/** Editors of single values that are typed. */
import { DatePicker, Input, InputNumber, Select, Space, Switch } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../session/session';
import { clockAt, momentOf } from '../../wallClock';
import { currencies } from '../codes';
import { useNames } from '../names';
import { moneyOf, numberOf, textOf, textsOf } from '../values';
import { common, type EditorProps } from './editor';
import styles from './editors.module.css';

/** Empty is null to the API: an empty text is no name. */
const orNull = (text: string): string | null => (text === '' ? null : text);

export function TextEditor(props: EditorProps) {
  const link = props.field.kind === 'link';
  return (
    <Input
      {...common(props)}
      type={link ? 'url' : 'text'}
      placeholder={link ? 'https://' : undefined}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(orNull(event.target.value))}
    />
  );
}

export function LongTextEditor(props: EditorProps) {
  return (
    <Input.TextArea
      {...common(props)}
      autoSize={{ minRows: 3, maxRows: 12 }}
      value={textOf(props.value)}
      onChange={(event) => props.onChange(orNull(event.target.value))}
    />
  );
}

export function NumberEditor(props: EditorProps) {
  return (
    <InputNumber
      {...common(props)}
      className={styles.wide}
      value={numberOf(props.value)}
      onChange={(value) => props.onChange(value)}
    />
  );
}

/** The amount stays text, so that no digit of it is lost on the way. */
export function MoneyEditor(props: EditorProps) {
  const { t } = useTranslation('ui/fields');
  const names = useNames();
  const base = useMe().organisation.base_currency;
  const money = moneyOf(props.value);
  const [currency, setCurrency] = useState(money?.currency ?? base);
  const told = (amount: string | null, chosen: string) =>
    props.onChange(amount ? { amount, currency: chosen } : null);
  return (
    <Space.Compact block>
      <InputNumber<string>
        {...common(props)}
        className={styles.wide}
        stringMode
        value={money?.amount ?? null}
        onChange={(amount) => told(amount, currency)}
      />
      <Select
        aria-label={t('part.currency')}
        className={styles.currency}
        popupMatchSelectWidth={280}
        value={currency}
        showSearch={{ optionFilterProp: 'title' }}
        options={currencies().map((code) => ({ value: code, label: code, title: names.currency(code) }))}
        optionRender={(option) => option.data.title}
        onChange={(chosen) => {
          setCurrency(chosen);
          told(money?.amount ?? null, chosen);
        }}
      />
    </Space.Compact>
  );
}

export function DateEditor(props: EditorProps) {
  const text = textOf(props.value);
  return (
    <DatePicker
      {...common(props)}
      className={styles.wide}
      defaultOpen={props.autoFocus}
      value={text ? dayjs(text.slice(0, 10)) : null}
      onChange={(day) => props.onChange(day ? day.format('YYYY-MM-DD') : null)}
    />
  );
}

/** By the clock of whoever is signed in, wherever the browser is. */
export function MomentEditor(props: EditorProps) {
  const zone = useMe().time_zone;
  const text = textOf(props.value);
  return (
    <DatePicker
      {...common(props)}
      className={styles.wide}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      value={text ? clockAt(text, zone) : null}
      onChange={(clock) => props.onChange(clock ? momentOf(clock, zone) : null)}
    />
  );
}

export function FlagEditor(props: EditorProps) {
  const { t } = useTranslation('ui/fields');
  return (
    <Switch
      id={props.id}
      autoFocus={props.autoFocus}
      aria-label={props.field.label}
      checked={props.value === true}
      checkedChildren={t('yes')}
      unCheckedChildren={t('no')}
      onChange={props.onChange}
    />
  );
}

export function TextsEditor(props: EditorProps) {
  const { t } = useTranslation('ui/fields');
  return (
    <Select
      {...common(props)}
      className={styles.wide}
      mode="tags"
      open={false}
      suffix={null}
      placeholder={t('add.texts')}
      value={textsOf(props.value)}
      onChange={(texts: string[]) => props.onChange(texts)}
    />
  );
}
