/** Editors of how somebody is reached: phones, mail addresses, postal addresses. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../../session/session';
import { COUNTRIES } from '../codes';
import { useNames } from '../names';
import { grouped } from '../phones';
import {
  ADDRESS_KINDS,
  EMAIL_KINDS,
  PHONE_KINDS,
  addressesOf,
  emailsOf,
  phonesOf,
  type Address,
  type Email,
  type Phone,
} from '../values';
import type { EditorProps } from './editor';
import styles from './editors.module.css';
import { EntriesEditor } from './EntriesEditor';

const mainOf = <T extends { primary?: boolean }>() => ({
  is: (entry: T) => entry.primary === true,
  set: (entry: T, primary: boolean): T => ({ ...entry, primary }),
});
const MAIN_PHONE = mainOf<Phone>();
const MAIN_EMAIL = mainOf<Email>();

/** In groups to be read, without spaces to be kept: so that looking at a number is no change of it. */
const shownPhone = (one: Phone): Phone => ({ ...one, number: grouped(one.number) });
const keptPhone = (one: Phone): Phone => ({
  ...one,
  number: one.number.trim().startsWith('+') ? one.number.replace(/\s/g, '') : one.number.trim(),
});

/** What is on the screen may hold rows that are not filled in yet; what is handed on does not. */
function useRows<T>(given: T[], fresh: () => T, filled: (row: T) => boolean, onChange: (rows: T[]) => void) {
  const [rows, setRows] = useState(() => (given.length > 0 ? given : [fresh()]));
  const change = (next: T[]) => {
    setRows(next);
    onChange(next.filter(filled));
  };
  /** Places of what was handed on, for errors that name them. */
  const placed = (index: number) => rows.slice(0, index).filter(filled).length;
  return { rows, change, placed };
}

function relocated(props: EditorProps, placed: (index: number) => number) {
  return (place: string) => {
    const [index = '0', ...rest] = place.split('/');
    return props.errorAt?.([placed(Number(index)), ...rest].join('/'));
  };
}

interface KindProps<K extends string> {
  kinds: readonly K[];
  label: (kind: K) => string;
  value: K | undefined;
  onChange: (kind: K) => void;
  className?: string;
}

/** What an entry is for: work, home… */
function KindSelect<K extends string>({ kinds, label, ...props }: KindProps<K>) {
  const { t } = useTranslation('ui/fields');
  const options = kinds.map((value) => ({ value, label: label(value) }));
  return <Select<K> aria-label={t('part.kind')} options={options} {...props} />;
}

export function PhonesEditor(props: EditorProps) {
  const { t } = useTranslation('ui/fields');
  const fresh = (): Phone => ({ number: '', kind: 'work', primary: false });
  const { rows, change, placed } = useRows(
    phonesOf(props.value).map(shownPhone),
    fresh,
    (one) => one.number.trim() !== '',
    (phones) => props.onChange(phones.map(keptPhone)),
  );
  return (
    <EntriesEditor
      label={props.field.label}
      entries={rows}
      onChange={change}
      fresh={fresh}
      add={t('add.phones')}
      main={MAIN_PHONE}
      part="number"
      errorAt={relocated(props, placed)}
      row={(one, set, index) => (
        <>
          <KindSelect
            className={styles.kind}
            kinds={PHONE_KINDS}
            label={(kind) => t(`phone.${kind}`)}
            value={one.kind}
            onChange={(kind) => set({ kind })}
          />
          <Input
            id={index === 0 ? props.id : undefined}
            type="tel"
            autoFocus={props.autoFocus && index === 0}
            className={styles.main}
            aria-label={t('part.number')}
            value={one.number}
            onChange={(event) => set({ number: event.target.value })}
          />
          <Input
            className={styles.small}
            aria-label={t('part.extension')}
            placeholder={t('part.extension')}
            value={one.extension ?? ''}
            onChange={(event) => set({ extension: event.target.value || null })}
          />
        </>
      )}
    />
  );
}

export function EmailsEditor(props: EditorProps) {
  const { t } = useTranslation('ui/fields');
  const fresh = (): Email => ({ address: '', kind: 'work', primary: false });
  const { rows, change, placed } = useRows(
    emailsOf(props.value),
    fresh,
    (one) => one.address.trim() !== '',
    props.onChange,
  );
  return (
    <EntriesEditor
      label={props.field.label}
      entries={rows}
      onChange={change}
      fresh={fresh}
      add={t('add.emails')}
      main={MAIN_EMAIL}
      part="address"
      errorAt={relocated(props, placed)}
      row={(one, set, index) => (
        <>
          <KindSelect
            className={styles.kind}
            kinds={EMAIL_KINDS}
            label={(kind) => t(`email.${kind}`)}
            value={one.kind}
            onChange={(kind) => set({ kind })}
          />
          <Input
            id={index === 0 ? props.id : undefined}
            type="email"
            autoFocus={props.autoFocus && index === 0}
            className={styles.main}
            aria-label={t('part.email')}
            value={one.address}
            onChange={(event) => set({ address: event.target.value })}
          />
        </>
      )}
    />
  );
}

const PARTS = ['region', 'city', 'postcode', 'street'] as const;

export function AddressesEditor(props: EditorProps) {
  const { t } = useTranslation('ui/fields');
  const names = useNames();
  const home = useMe().organisation.region;
  const fresh = (): Address => ({ kind: 'office', country: home });
  const filled = (one: Address) => PARTS.some((part) => one[part]);
  const { rows, change, placed } = useRows(addressesOf(props.value), fresh, filled, props.onChange);
  const countries = COUNTRIES.map((code) => ({ value: code, label: names.country(code) }));
  return (
    <EntriesEditor
      label={props.field.label}
      entries={rows}
      onChange={change}
      fresh={fresh}
      add={t('add.addresses')}
      part="country"
      errorAt={relocated(props, placed)}
      row={(one, set, index) => (
        <div className={styles.address}>
          <KindSelect
            kinds={ADDRESS_KINDS}
            label={(kind) => t(`address.${kind}`)}
            value={one.kind}
            onChange={(kind) => set({ kind })}
          />
          <Select
            aria-label={t('part.country')}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={false}
            allowClear
            value={one.country ?? undefined}
            options={countries}
            onChange={(country: string | undefined) => set({ country: country ?? null })}
          />
          {PARTS.map((part) => (
            <Input
              key={part}
              id={index === 0 && part === 'region' ? props.id : undefined}
              autoFocus={props.autoFocus && index === 0 && part === 'region'}
              className={styles[part]}
              aria-label={t(`part.${part}`)}
              placeholder={t(`part.${part}`)}
              value={one[part] ?? ''}
              onChange={(event) => set({ [part]: event.target.value || null })}
            />
          ))}
        </div>
      )}
    />
  );
}
