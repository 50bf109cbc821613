import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDescription } from '../records/description';
import { askedFields, fieldOf, type AskedField } from './asked';
import { LeafText } from './chips';
import type { Condition, Leaf, Mode } from './condition';
import { draw, opposite, type Part } from './drawing';

interface Props {
  description: { fields: readonly FieldDescription[] };
  value: Condition;
}

/** A condition to be read. */
export function ConditionText({ description, value }: Props) {
  const fields = useMemo(() => askedFields(description.fields), [description.fields]);
  const { mode, parts } = useMemo(() => draw(value), [value]);
  return parts.map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <Joined mode={mode} />}
      <PartText {...{ fields, part }} mode={opposite(mode)} />
    </Fragment>
  ));
}

function Joined({ mode }: { mode: Mode }) {
  const { t } = useTranslation('ui/filters');
  return ` ${t(mode === 'all' ? 'and' : 'or')} `;
}

function PartText({ fields, part, mode }: { fields: readonly AskedField[]; part: Part; mode: Mode }) {
  const { t } = useTranslation('ui/filters');
  if (part.kind === 'advanced') return t('advanced');
  if (part.kind === 'leaf') return <LeafOf {...{ fields }} leaf={part.leaf} />;
  return part.leaves.map((leaf, at) => (
    <Fragment key={at}>
      {at > 0 && <Joined mode={mode} />}
      <LeafOf {...{ fields, leaf }} />
    </Fragment>
  ));
}

function LeafOf({ fields, leaf }: { fields: readonly AskedField[]; leaf: Leaf }) {
  const field = fieldOf(fields, leaf);
  return field ? <LeafText {...{ field, leaf }} /> : leaf.field;
}
