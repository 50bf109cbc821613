/** Editors of values that are chosen from what is known: choices, people, teams, tags, codes. */
import { Select } from 'antd';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues, useTeams } from '../../directory';
import { Chip } from '../Chips';
import { COUNTRIES, LANGUAGES, currencies, zones } from '../codes';
import { useNames, type Names } from '../names';
import { useTags } from '../tags';
import { tagIdsOf, textOf, textsOf } from '../values';
import { common, type EditorProps } from './editor';
import styles from './editors.module.css';

export interface Option {
  value: string;
  label: string;
  colour?: string | null;
  /** What it is found by besides: pinyin, initials. */
  search?: string;
}

const finds = (typed: string, option: Option | undefined): boolean =>
  `${option?.label ?? ''} ${option?.value ?? ''} ${option?.search ?? ''}`
    .toLowerCase()
    .includes(typed.trim().toLowerCase());

const shown = ({ data }: { data: Option }): ReactNode =>
  data.colour ? <Chip name={data.label} colour={data.colour} /> : data.label;

interface Props extends EditorProps {
  options: Option[];
}

export function One({ options, ...props }: Props) {
  const { t } = useTranslation('ui/fields');
  const text = textOf(props.value);
  const known = text === '' || options.some((one) => one.value === text);
  return (
    <Select<string, Option>
      {...common(props)}
      className={styles.wide}
      allowClear={!props.field.required}
      defaultOpen={props.autoFocus}
      showSearch={options.length > 8 && { filterOption: finds }}
      placeholder={t('choose')}
      popupMatchSelectWidth={false}
      value={text === '' ? undefined : text}
      options={known ? options : [{ value: text, label: props.field.unknown ?? text }, ...options]}
      optionRender={shown}
      onChange={(value: string | undefined) => props.onChange(value ?? null)}
    />
  );
}

export function Several({ options, ...props }: Props & { value: readonly string[] }) {
  const { t } = useTranslation('ui/fields');
  return (
    <Select<string[], Option>
      {...common(props)}
      className={styles.wide}
      mode="multiple"
      defaultOpen={props.autoFocus}
      showSearch={{ filterOption: finds }}
      placeholder={t('choose')}
      value={[...props.value]}
      options={options}
      optionRender={shown}
      onChange={props.onChange}
    />
  );
}

export function ChoiceEditor(props: EditorProps) {
  return <One {...props} options={[...(props.field.choices ?? [])]} />;
}

export function ChoicesEditor(props: EditorProps) {
  return <Several {...props} value={textsOf(props.value)} options={[...(props.field.choices ?? [])]} />;
}

export function PersonEditor(props: EditorProps) {
  const people = useColleagues();
  const options = useMemo(
    () => [...people.values()].map(({ id, name, search }) => ({ value: id, label: name, search })),
    [people],
  );
  return <One {...props} options={options} />;
}

export function TeamEditor(props: EditorProps) {
  const teams = useTeams();
  const options = useMemo(
    () => [...teams.values()].map((one) => ({ value: one.id, label: one.name })),
    [teams],
  );
  return <One {...props} options={options} />;
}

export function TagsEditor(props: EditorProps) {
  const tags = useTags();
  const options = useMemo(
    () => [...tags.values()].map((one) => ({ value: one.id, label: one.name, colour: one.colour })),
    [tags],
  );
  return <Several {...props} value={tagIdsOf(props.value)} options={options} />;
}

const codes = (kind: keyof Names, all: () => readonly string[]) =>
  function CodeEditor(props: EditorProps) {
    const names = useNames();
    const options = useMemo(() => all().map((code) => ({ value: code, label: names[kind](code) })), [names]);
    return <One {...props} options={options} />;
  };

export const CountryEditor = codes('country', () => COUNTRIES);
export const CurrencyEditor = codes('currency', currencies);
export const LanguageEditor = codes('language', () => LANGUAGES);
export const ZoneEditor = codes('zone', zones);
