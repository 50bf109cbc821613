/** Steps by quantity and discounts by term, as values that are read and changed. */
import { InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { EntriesEditor } from '../../ui/fields/editors/EntriesEditor';
import type { EditorProps } from '../../ui/fields/editors/editor';
import { useFormat } from '../../ui/format';
import styles from './prices.module.css';
import type { Step, Term } from './queries';

/** As the fields of the API have them: who draws them says which it is. */
const listOf = <T,>(value: unknown): T[] => (Array.isArray(value) ? (value as T[]) : []);

/** What one costs from which quantity on; without a currency just the numbers. */
export function Steps({ value, currency }: { value: unknown; currency?: string }) {
  const { t } = useTranslation('price-books');
  const format = useFormat();
  const steps = listOf<Step>(value);
  const shown = (amount: string) => (currency ? format.price(amount, currency) : amount);
  return (
    <ul className={styles.steps}>
      {steps.map(({ from_quantity, amount }) => (
        <li key={from_quantity}>
          {(steps.length > 1 || Number(from_quantity) !== 1) && (
            <span className={styles.from}>
              {t('prices.from', { quantity: format.number(Number(from_quantity)) })}
            </span>
          )}
          {shown(amount)}
        </li>
      ))}
    </ul>
  );
}

export function Terms({ value }: { value: unknown }) {
  const { t } = useTranslation('price-books');
  return (
    <ul className={styles.steps}>
      {listOf<Term>(value).map(({ months, percent }) => (
        <li key={months}>{t('prices.term', { count: months, percent })}</li>
      ))}
    </ul>
  );
}

interface FigureProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  prefix?: string;
  suffix?: string;
}

/** Stays text, so that no digit is lost. */
function Figure({ label, value, onChange, prefix, suffix }: FigureProps) {
  return (
    <InputNumber<string>
      className={styles.figure}
      stringMode
      min="0"
      prefix={prefix}
      suffix={suffix}
      aria-label={label}
      value={value}
      onChange={(figure) => onChange(figure ?? '')}
    />
  );
}

function StepsEditor({ value, onChange, field, errorAt }: EditorProps) {
  const { t } = useTranslation('price-books');
  return (
    <EntriesEditor<Step>
      label={field.label}
      entries={listOf<Step>(value)}
      onChange={onChange}
      fresh={() => ({ from_quantity: '', amount: '' })}
      add={t('prices.addStep')}
      part="from_quantity"
      errorAt={errorAt}
      row={(one, set) => (
        <>
          <Figure
            label={t('prices.quantity')}
            prefix={t('prices.fromShort')}
            value={one.from_quantity}
            onChange={(from_quantity) => set({ from_quantity })}
          />
          <Figure
            label={t('prices.amount')}
            prefix={t('prices.each')}
            value={one.amount}
            onChange={(amount) => set({ amount })}
          />
        </>
      )}
    />
  );
}

function TermsEditor({ value, onChange, field, errorAt }: EditorProps) {
  const { t } = useTranslation('price-books');
  return (
    <EntriesEditor<Term>
      label={field.label}
      entries={listOf<Term>(value)}
      onChange={onChange}
      fresh={() => ({ months: 12, percent: '' })}
      add={t('prices.addTerm')}
      part="months"
      errorAt={errorAt}
      row={(one, set) => (
        <>
          <InputNumber
            className={styles.figure}
            min={1}
            max={600}
            precision={0}
            suffix={t('prices.months')}
            aria-label={t('prices.termMonths')}
            value={one.months}
            onChange={(months) => set({ months: months ?? 1 })}
          />
          <Figure
            label={t('prices.percent')}
            prefix="−"
            suffix="%"
            value={one.percent}
            onChange={(percent) => set({ percent })}
          />
        </>
      )}
    />
  );
}

export const STEPS = { Value: Steps, Editor: StepsEditor };
export const TERMS = { Value: Terms, Editor: TermsEditor };
