/** A value as it is read, by the kind of its field. `short` is for rows: one line, the main entry of several. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useColleagues, useTeams } from '../directory';
import { useFormat } from '../format';
import type { FieldDescription, FieldKind } from '../records/description';
import { Chip, Chips } from './Chips';
import { Addresses, Emails, Phones } from './ContactValues';
import styles from './fields.module.css';
import { useNames } from './names';
import { pathOf, useReference, type ReferenceKind } from './references';
import { useTags } from './tags';
import * as values from './values';

interface Props {
  field: FieldDescription;
  value: unknown;
  short?: boolean;
}

export function FieldValue({ field, value, short }: Props) {
  if (values.isEmpty(value)) return null;
  const Shown = field.drawn?.Value ?? SHOWN[field.kind];
  const shown = <Shown field={field} value={value} short={short} />;
  return short ? <span className={styles.short}>{shown}</span> : shown;
}

function Text({ value }: Props): ReactNode {
  return values.textOf(value);
}

function LongText({ value, short }: Props) {
  const text = values.textOf(value);
  return (
    <span className={styles.long} title={short ? text : undefined}>
      {short ? text.split('\n', 1)[0] : text}
    </span>
  );
}

function ChoiceShown({ field, value }: Props) {
  const known = field.choices?.find((one) => one.value === value);
  if (known?.colour) return <Chip name={known.label} colour={known.colour} />;
  return known?.label ?? field.unknown ?? values.textOf(value);
}

function ChoicesShown({ field, value, short }: Props) {
  const items = values.textsOf(value).map((one) => {
    const known = field.choices?.find((choice) => choice.value === one);
    return { id: one, name: known?.label ?? one, colour: known?.colour };
  });
  return <Chips items={items} short={short} />;
}

function NumberShown({ value }: Props) {
  const format = useFormat();
  const number = values.numberOf(value);
  return number === null ? null : <span className={styles.number}>{format.number(number)}</span>;
}

function MoneyShown({ value }: Props) {
  const format = useFormat();
  const money = values.moneyOf(value);
  return money && <span className={styles.number}>{format.money(money.amount, money.currency)}</span>;
}

function DateShown({ value }: Props) {
  const format = useFormat();
  const text = values.textOf(value);
  return <time dateTime={text}>{format.date(text.slice(0, 10))}</time>;
}

function MomentShown({ value }: Props) {
  const format = useFormat();
  const text = values.textOf(value);
  return (
    <time dateTime={text} title={format.moment(text)}>
      {format.relative(text)}
    </time>
  );
}

function Flag({ value }: Props) {
  const { t } = useTranslation('ui/fields');
  return value === true ? t('yes') : t('no');
}

function Person({ value }: Props) {
  const { t } = useTranslation('ui/fields');
  const people = useColleagues();
  if (people.size === 0) return null;
  const known = people.get(values.textOf(value));
  return known?.name ?? <span className={styles.empty}>{t('unknownPerson')}</span>;
}

function TeamShown({ value }: Props) {
  const { t } = useTranslation('ui/fields');
  const teams = useTeams();
  if (teams.size === 0) return null;
  return teams.get(values.textOf(value))?.name ?? <span className={styles.empty}>{t('unknownTeam')}</span>;
}

const referenceShown = (kind: ReferenceKind) =>
  function ReferenceShown({ value }: Props) {
    const { t } = useTranslation('ui/fields');
    const id = values.textOf(value);
    const found = useReference(kind, id);
    if (found.isError || found.data === null)
      return <span className={styles.empty}>{t('unknownRecord')}</span>;
    return found.data ? <Link to={pathOf(kind, id)}>{found.data.name}</Link> : null;
  };

function TagsShown({ value, short }: Props) {
  const whole = values.tagsOf(value);
  const ids = values.tagIdsOf(value);
  const known = useTags(whole.length < ids.length);
  const own = new Map(whole.map((one) => [one.id, one]));
  return <Chips items={ids.flatMap((id) => own.get(id) ?? known.get(id) ?? [])} short={short} />;
}

const PhonesShown = ({ value, short }: Props) => <Phones entries={values.phonesOf(value)} short={short} />;
const EmailsShown = ({ value, short }: Props) => <Emails entries={values.emailsOf(value)} short={short} />;

function AddressesShown({ value, short }: Props) {
  return <Addresses entries={values.addressesOf(value)} short={short} />;
}

function Texts({ value }: Props): ReactNode {
  return values.textsOf(value).join(', ');
}

function Website({ value }: Props) {
  const text = values.textOf(value);
  const safe = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(safe)) return text;
  return (
    <a href={safe} target="_blank" rel="noreferrer">
      {text.replace(/^https?:\/\//i, '').replace(/\/$/, '')}
    </a>
  );
}

const named = (kind: 'country' | 'currency' | 'language' | 'zone') =>
  function Named({ value }: Props) {
    return useNames()[kind](values.textOf(value));
  };

const SHOWN: Record<FieldKind, (props: Props) => ReactNode> = {
  text: Text,
  longText: LongText,
  choice: ChoiceShown,
  choices: ChoicesShown,
  number: NumberShown,
  money: MoneyShown,
  date: DateShown,
  moment: MomentShown,
  flag: Flag,
  person: Person,
  team: TeamShown,
  customer: referenceShown('customer'),
  contact: referenceShown('contact'),
  product: referenceShown('product'),
  tags: TagsShown,
  phones: PhonesShown,
  emails: EmailsShown,
  addresses: AddressesShown,
  texts: Texts,
  link: Website,
  country: named('country'),
  currency: named('currency'),
  language: named('language'),
  zone: named('zone'),
};
