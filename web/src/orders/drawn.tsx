import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../api/client';
import type { EditorProps } from '../ui/fields/editors/editor';
import { FieldEditor } from '../ui/fields/FieldEditor';
import { useNames } from '../ui/fields/names';
import { textOf } from '../ui/fields/values';
import { Standing } from '../ui/states/Standing';
import styles from './orders.module.css';
import { STANDINGS, toneOf, type Asked } from './standing';

interface StandsProps {
  asked: Asked;
  value: unknown;
}

/** How an order stands in one respect. */
export function Stands({ asked, value }: StandsProps) {
  const { t } = useTranslation('orders');
  const known = STANDINGS[asked].find((one) => one === value);
  if (known === undefined) return null;
  // as: every respect has a text for each of its answers
  return (
    <Standing tone={toneOf(known)}>{t(`standings.${asked}.${known}` as 'standings.state.draft')}</Standing>
  );
}

const drawn = (asked: Asked) => ({
  Value: ({ value }: { value: unknown }) => <Stands {...{ asked, value }} />,
});

export const DRAWN: Readonly<Record<Asked, ReturnType<typeof drawn>>> = {
  state: drawn('state'),
  delivery: drawn('delivery'),
  billing: drawn('billing'),
  payment: drawn('payment'),
};

export type Address = Schemas['sales_Address'];
const PARTS = ['recipient', 'street', 'city', 'region', 'postcode'] as const;
const NOWHERE: Address = { recipient: '', street: '', city: '', region: '', postcode: '', country: null };

const addressOf = (value: unknown): Address | null =>
  typeof value === 'object' && value !== null ? { ...NOWHERE, ...value } : null;

/** One place, line by line. */
export function AddressShown({ value }: { value: unknown }) {
  const names = useNames();
  const address = addressOf(value);
  if (!address) return null;
  const town = [address.postcode, address.city, address.region].filter(Boolean).join(' ');
  const lines = [address.recipient, address.street, town, address.country && names.country(address.country)];
  return <span className={styles.address}>{lines.filter(Boolean).join('\n')}</span>;
}

function AddressEditor({ value, onChange, autoFocus, errorAt }: EditorProps) {
  const { t } = useTranslation('orders');
  const base = useId();
  const address = addressOf(value) ?? NOWHERE;
  const told = (changes: Partial<Address>) => {
    const next = { ...address, ...changes };
    onChange(PARTS.some((name) => next[name] !== '') || next.country ? next : null);
  };
  return (
    <div className={styles.addressEditor}>
      {PARTS.map((name, index) => (
        <div key={name}>
          <label htmlFor={`${base}${name}`}>{t(`address.${name}`)}</label>
          <Input
            id={`${base}${name}`}
            autoFocus={autoFocus && index === 0}
            status={errorAt?.(name) ? 'error' : undefined}
            value={address[name]}
            onChange={(event) => told({ [name]: event.target.value })}
          />
        </div>
      ))}
      <div>
        <label htmlFor={`${base}country`}>{t('address.country')}</label>
        <FieldEditor
          id={`${base}country`}
          field={{ name: 'country', kind: 'country', label: t('address.country') }}
          value={address.country}
          onChange={(country) => told({ country: textOf(country) || null })}
        />
      </div>
    </div>
  );
}

export const ADDRESS = { Value: AddressShown, Editor: AddressEditor };
