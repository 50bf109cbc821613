/** The chips of the filter bar. */
import { CloseOutlined, FunctionOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldOf, type AskedField } from './asked';
import { fieldsOf, type Condition, type Leaf, type Mode } from './condition';
import styles from './filters.module.css';
import { LeafPopover } from './LeafPopover';
import { takes, valuesOf, type Op } from './operators';
import { ValueText } from './ValueText';
import { wordOfChip } from './words';

interface LeafProps {
  fields: readonly AskedField[];
  leaf: Leaf;
  onChange: (leaf: Leaf) => void;
  onRemove: () => void;
  also?: { label: string; add: (leaf: Leaf) => void };
}

export function LeafChip({ fields, leaf, onChange, onRemove, also }: LeafProps) {
  const field = fieldOf(fields, leaf);
  if (!field) return <AdvancedChip fields={fields} condition={leaf} onRemove={onRemove} />;
  return (
    <Chip label={field.label} onRemove={onRemove}>
      <LeafPopover fields={fields} leaf={leaf} onChange={onChange} also={also}>
        <button type="button" className={styles.face}>
          <LeafText field={field} leaf={leaf} />
        </button>
      </LeafPopover>
    </Chip>
  );
}

export function LeafText({ field, leaf }: { field: AskedField; leaf: Leaf }) {
  const { t } = useTranslation('ui/filters');
  const { kind } = field.filter;
  const op = leaf.op as Op; // fieldOf has seen that it is offered
  const what = takes(kind, op);
  const [from, to] = valuesOf(leaf.value);
  const said =
    what === 'days'
      ? t(`count.${op}` as 'count.last_days', { count: Number(leaf.value) })
      : t(`ops.${wordOfChip(kind, op, leaf.value)}`);
  return (
    <>
      <span className={styles.weak}>{field.label}</span> {said}{' '}
      {what === 'pair' && (
        <>
          <ValueText field={field} value={from} /> – <ValueText field={field} value={to} />
        </>
      )}
      {(what === 'one' || what === 'many') && <ValueText field={field} value={leaf.value} />}
    </>
  );
}

interface AdvancedProps {
  fields: readonly AskedField[];
  condition: Condition;
  onRemove: () => void;
}

/** What a shared view holds and the builder cannot draw: it can be taken away, and stays until then. */
export function AdvancedChip({ fields, condition, onRemove }: AdvancedProps) {
  const { t } = useTranslation('ui/filters');
  const named = fieldsOf(condition).map((name) => {
    return fields.find((one) => one.filter.field === name)?.label ?? name;
  });
  const label = named.length === 0 ? t('advanced') : t('advancedAbout', { fields: named.join(', ') });
  return (
    <Chip label={label} onRemove={onRemove}>
      <span className={styles.face} title={`${t('advancedHint')}\n${JSON.stringify(condition)}`}>
        <FunctionOutlined aria-hidden /> {label}
      </span>
    </Chip>
  );
}

function Chip({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }) {
  const { t } = useTranslation('ui/filters');
  return (
    <span className={styles.chip}>
      {children}
      <button
        type="button"
        className={styles.remove}
        aria-label={t('remove', { label })}
        title={t('remove', { label })}
        onClick={onRemove}
      >
        <CloseOutlined aria-hidden />
      </button>
    </span>
  );
}

/** "And" or "or" between chips; pressed, it is the other one. */
export function Joint({ mode, onSwitch }: { mode: Mode; onSwitch: () => void }) {
  const { t } = useTranslation('ui/filters');
  const hint = t(mode === 'all' ? 'joinAnd' : 'joinOr');
  return (
    <button type="button" className={styles.joint} title={hint} onClick={onSwitch}>
      {t(mode === 'all' ? 'and' : 'or')}
    </button>
  );
}
