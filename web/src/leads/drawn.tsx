/** Values of leads that are read in another way than others of their kind. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Named } from '../products/parts/drawn';
import type { EditorProps } from '../ui/fields/editors/editor';
import { EntriesEditor } from '../ui/fields/editors/EntriesEditor';
import { ProductEditor } from '../ui/fields/editors/ReferenceEditor';
import { TextsEditor } from '../ui/fields/editors/simple';
import { More } from '../ui/fields/More';
import { grouped } from '../ui/fields/phones';
import { numberOf, textOf, textsOf } from '../ui/fields/values';
import { useFormat } from '../ui/format';
import { Standing, type Tone } from '../ui/states/Standing';
import styles from './leads.module.css';
import { isResponse, STATUSES } from './standing';

const TONES: Readonly<Record<(typeof STATUSES)[number], Tone>> = {
  new: 'accent',
  working: 'warning',
  qualified: 'success',
  converted: 'success',
  disqualified: 'quiet',
};
const FULL = 100; // points at which the bar is full

function Score({ value }: { value: unknown }) {
  const format = useFormat();
  const score = numberOf(value) ?? 0;
  return (
    <span className={styles.score}>
      <span className={styles.points}>{format.number(score)}</span>
      <meter
        className={styles.bar}
        min={0}
        max={FULL}
        value={Math.max(0, Math.min(FULL, score))}
        aria-hidden
      />
    </span>
  );
}

/** A word, a colour, and when. */
function ResponseShown({ value }: { value: unknown }) {
  const { t } = useTranslation('leads');
  const format = useFormat();
  if (!isResponse(value)) return textOf(value) && format.moment(textOf(value)); // in the history, only when it was due
  const when = format.relative(value.at);
  return (
    <time
      dateTime={value.at}
      title={format.moment(value.at)}
      className={styles.response}
      data-state={value.state}
    >
      {t(`response.${value.state}`, { when })}
    </time>
  );
}

function Status({ value }: { value: unknown }) {
  const { t } = useTranslation('leads');
  const status = STATUSES.find((one) => one === value);
  return status ? <Standing tone={TONES[status]}>{t(`status.${status}`)}</Standing> : null;
}

interface Listed {
  value: unknown;
  short?: boolean;
}

const listed = (link: (one: string) => string, said: (one: string) => string) =>
  function Reached({ value, short }: Listed) {
    const [first, ...rest] = textsOf(value);
    if (first === undefined) return null;
    const shown = (one: string) => <a href={link(one)}>{said(one)}</a>;
    if (short)
      return (
        <>
          {shown(first)} <More rest={rest.map(said)} />
        </>
      );
    return (
      <ul className={styles.reached}>
        {[first, ...rest].map((one) => (
          <li key={one}>{shown(one)}</li>
        ))}
      </ul>
    );
  };

function Products({ value }: { value: unknown }) {
  return (
    <ul className={styles.reached}>
      {textsOf(value).map((id) => (
        <li key={id}>
          <Named id={id} />
        </li>
      ))}
    </ul>
  );
}

function ProductsEditor({ field, value, onChange, errorAt }: EditorProps) {
  const { t } = useTranslation('leads');
  const [rows, setRows] = useState(() => [...textsOf(value), ''].map((id) => ({ id })));
  const change = (next: { id: string }[]) => {
    setRows(next);
    onChange(next.map((one) => one.id).filter(Boolean));
  };
  return (
    <EntriesEditor
      label={field.label}
      entries={rows}
      onChange={change}
      fresh={() => ({ id: '' })}
      add={t('addProduct')}
      part="id"
      errorAt={errorAt}
      row={(one, set) => (
        <div className={styles.product}>
          <ProductEditor
            field={{ ...field, kind: 'product' }}
            value={one.id}
            onChange={(id) => set({ id: textOf(id) })}
          />
        </div>
      )}
    />
  );
}

export const SCORE = { Value: Score };
export const STATUS = { Value: Status };
export const RESPONSE = { Value: ResponseShown };
export const PHONES = { Value: listed((one) => `tel:${one}`, grouped), Editor: TextsEditor };
export const EMAILS = {
  Value: listed(
    (one) => `mailto:${one}`,
    (one) => one,
  ),
  Editor: TextsEditor,
};
export const PRODUCTS = { Value: Products, Editor: ProductsEditor };
