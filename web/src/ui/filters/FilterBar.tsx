/** What a list is narrowed to, as chips: each is edited where it stands, groups of alternatives one level deep. */
import { FilterOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Fragment, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../records/description';
import { askedFields, type AskedField } from './asked';
import { AdvancedChip, Joint, LeafChip } from './chips';
import type { Condition } from './condition';
import {
  conditionOf,
  draw,
  opposite,
  switched,
  withAlternative,
  withLeaf,
  withoutLeaf,
  type Drawing,
  type Part,
} from './drawing';
import styles from './filters.module.css';
import { LeafPopover } from './LeafPopover';

interface Props {
  description: { fields: readonly FieldDescription[] };
  value: Condition | null;
  onChange: (value: Condition | null) => void;
}

export function FilterBar({ description, value, onChange }: Props) {
  const { t } = useTranslation('ui/filters');
  const fields = useMemo(() => askedFields(description.fields), [description.fields]);
  const drawing = useMemo(() => draw(value), [value]);
  const [growing, setGrowing] = useState<number>();
  const change = (next: Drawing) => onChange(conditionOf(next));
  if (fields.length === 0 && drawing.parts.length === 0) return null;
  return (
    <div className={styles.bar} role="group" aria-label={t('bar')}>
      {drawing.parts.map((part, at) => (
        <Fragment key={at}>
          {at > 0 && <Joint mode={drawing.mode} onSwitch={() => change(switched(drawing))} />}
          <PartChips
            fields={fields}
            drawing={drawing}
            at={at}
            part={part}
            growing={growing === at}
            onGrowing={(on) => setGrowing(on ? at : undefined)}
            onChange={change}
          />
        </Fragment>
      ))}
      <LeafPopover
        key={drawing.parts.length}
        fields={fields}
        leaf={null}
        onChange={(leaf) => change(withLeaf(drawing, { part: drawing.parts.length }, leaf))}
      >
        <Button size="small" type="text" icon={<FilterOutlined aria-hidden />}>
          {t('add')}
        </Button>
      </LeafPopover>
      {drawing.parts.length > 0 && (
        <Button size="small" type="link" onClick={() => onChange(null)}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
}

interface PartProps {
  fields: readonly AskedField[];
  drawing: Drawing;
  at: number;
  part: Part;
  /** An alternative to it is being made. */
  growing: boolean;
  onGrowing: (on: boolean) => void;
  onChange: (next: Drawing) => void;
}

function PartChips({ fields, drawing, at, part, growing, onGrowing, onChange }: PartProps) {
  const { t } = useTranslation('ui/filters');
  const remove = (leaf?: number) => onChange(withoutLeaf(drawing, { part: at, leaf }));
  if (part.kind === 'advanced')
    return <AdvancedChip fields={fields} condition={part.condition} onRemove={() => remove()} />;
  const mode = part.kind === 'group' ? part.mode : opposite(drawing.mode);
  const leaves = part.kind === 'group' ? part.leaves : [part.leaf];
  const label = t(mode === 'all' ? 'andAlso' : 'orElse');
  const chips = leaves.map((leaf, inner) => {
    const place = { part: at, leaf: part.kind === 'group' ? inner : undefined };
    return (
      <Fragment key={inner}>
        {inner > 0 && <Joint mode={mode} onSwitch={() => onChange(switched(drawing, at))} />}
        <LeafChip
          fields={fields}
          leaf={leaf}
          onChange={(next) => onChange(withLeaf(drawing, place, next))}
          onRemove={() => remove(place.leaf)}
          also={{
            label,
            add: (next) => {
              onChange(withLeaf(drawing, place, next));
              onGrowing(true);
            },
          }}
        />
      </Fragment>
    );
  });
  if (part.kind === 'leaf' && !growing) return chips;
  return (
    <span className={styles.group}>
      {chips}
      <LeafPopover
        key={`${leaves.length} ${growing}`}
        fields={fields}
        leaf={null}
        open={growing}
        onClosed={() => onGrowing(false)}
        onChange={(leaf) => onChange(withAlternative(drawing, at, leaf))}
      >
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined aria-hidden />}
          aria-label={label}
          title={label}
        />
      </LeafPopover>
    </span>
  );
}
