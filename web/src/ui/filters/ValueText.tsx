/** The value of a question as a chip says it. */
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../fields/FieldValue';
import { kindOf, useReference, type Kind } from '../fields/references';
import { textOf } from '../fields/values';
import { useFormat } from '../format';
import type { AskedField } from './asked';
import { ME } from './options';

const SHOWN = 2;

export function ValueText({ field, value }: { field: AskedField; value: unknown }) {
  const { t } = useTranslation('ui/filters');
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return (
    <>
      {values.slice(0, SHOWN).map((one, at) => (
        <Fragment key={at}>
          {at > 0 && ', '}
          <OneText field={field} value={one} />
        </Fragment>
      ))}
      {values.length > SHOWN && ` ${t('more', { count: values.length - SHOWN })}`}
    </>
  );
}

function OneText({ field, value }: { field: AskedField; value: unknown }) {
  const { t } = useTranslation('ui/filters');
  const format = useFormat();
  const asked = field.filter.kind;
  if (asked === 'boolean') return t(value === true ? 'yes' : 'no');
  if (asked === 'number') return format.number(Number(value));
  if (asked === 'date') return format.date(textOf(value));
  if (asked === 'moment') return format.moment(textOf(value));
  if (asked === 'reference' && value === ME) return t('me');
  if (field.kind === 'tags') return <FieldValue field={field} value={[value]} />;
  if (field.choices) return field.choices.find((one) => one.value === value)?.label ?? textOf(value);
  if (asked === 'reference' && !DIRECTORY.has(field.kind))
    return <ReferenceName kind={kindOf(field)} id={textOf(value)} />;
  if (LISTS.has(field.kind)) return textOf(value);
  return <FieldValue field={field} value={value} />;
}

/** Known without asking. */
const DIRECTORY = new Set(['person', 'team']);

/** Their values are asked about one by one, as texts. */
const LISTS = new Set(['texts', 'phones', 'emails', 'addresses', 'choices', 'link', 'longText', 'text']);

/** No link: it stands in something that is pressed. */
export function ReferenceName({ kind, id }: { kind: Kind; id: string }) {
  const { t } = useTranslation('ui/fields');
  const found = useReference(kind, id);
  return found.isError || found.data === null ? t('unknownRecord') : (found.data?.name ?? '…');
}
