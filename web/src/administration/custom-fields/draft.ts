/** A field while it is being written: what its kind takes, and what is sent of it. */
import type { CustomField, FieldChange, NewField } from './queries';

export type Kind = CustomField['kind'];
export type Option = CustomField['options'][number];
export type Draft = Pick<
  CustomField,
  | 'key'
  | 'kind'
  | 'labels'
  | 'description'
  | 'required'
  | 'unique'
  | 'default'
  | 'rules'
  | 'options'
  | 'target'
  | 'formula'
  | 'group'
>;

export const OBJECTS = ['customer', 'contact'] as const;
export const TARGETS = ['customer', 'contact', 'user'] as const;
export const KINDS = [
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'moment',
  'boolean',
  'choice',
  'multi_choice',
  'reference',
  'computed',
] as const satisfies readonly Kind[];

/** As chassis/custom_fields/defining.py ALLOWED. */
export const RULES = {
  minimum: ['number', 'money', 'date'],
  maximum: ['number', 'money', 'date'],
  min_length: ['text', 'long_text'],
  max_length: ['text', 'long_text'],
  decimals: ['number', 'computed'],
} as const satisfies Record<string, readonly Kind[]>;
export type Rule = keyof typeof RULES;

const has = (kinds: readonly Kind[], kind: Kind) => kinds.includes(kind);

export const rulesOf = (kind: Kind): Rule[] =>
  // as: the keys of a literal
  (Object.keys(RULES) as Rule[]).filter((rule) => has(RULES[rule], kind));

export const hasOptions = (kind: Kind) => has(['choice', 'multi_choice'], kind);
export const canBeUnique = (kind: Kind) => has(['text', 'number', 'date', 'reference'], kind);

/** As WITHOUT_DEFAULT there: what is different in every record, refers to one or is computed has none. */
export const canHaveDefault = ({ kind, unique }: Pick<Draft, 'kind' | 'unique'>) =>
  !unique && !has(['computed', 'reference'], kind);

export const EMPTY: Draft = {
  key: '',
  kind: 'text',
  labels: {},
  description: {},
  required: false,
  unique: false,
  default: null,
  rules: {},
  options: [],
  target: null,
  formula: null,
  group: null,
};

export const newOption = (options: readonly Option[]): Option => ({
  value: `option_${options.length + 1}`,
  labels: {},
  colour: null,
  archived: false,
});

/** Another kind takes other things: what the new one has no use for is dropped. */
export function withKind(draft: Draft, kind: Kind): Draft {
  const rules = Object.fromEntries(rulesOf(kind).map((rule) => [rule, draft.rules[rule]]));
  return {
    ...draft,
    kind,
    rules,
    required: draft.required && kind !== 'computed',
    unique: draft.unique && canBeUnique(kind),
    default: null,
    options: hasOptions(kind) ? (draft.options.length > 0 ? draft.options : [newOption([])]) : [],
    target: kind === 'reference' ? (draft.target ?? TARGETS[0]) : null,
    formula: kind === 'computed' ? (draft.formula ?? '') : null,
  };
}

/** A key that follows from what a field is called in English, until somebody writes another one. */
export function keyFor(label: string | undefined): string {
  const words = (label ?? '').toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words
    .join('_')
    .replace(/^[0-9_]+/, '')
    .slice(0, 40);
}

/** What it is called, and the key with it as long as that follows from it. */
export function withLabels(draft: Draft, labels: Record<string, string>): Partial<Draft> {
  const follows = draft.key === keyFor(draft.labels.en);
  return follows ? { labels, key: keyFor(labels.en) } : { labels };
}

type Texts = Readonly<Record<string, string>>;

/** A language without a text has none. */
export const spoken = (texts: Texts): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''));

const given = (rules: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(rules).filter(([, value]) => value !== '' && value !== null));

const optionsSent = (options: readonly Option[]) =>
  options.map((one) => ({ ...one, labels: spoken(one.labels) }));

export function bodyOf(object: string, position: number, draft: Draft): NewField {
  return {
    ...draft,
    object,
    position,
    labels: spoken(draft.labels),
    description: spoken(draft.description),
    default: draft.unique ? null : draft.default,
    rules: given(draft.rules),
    options: optionsSent(draft.options),
  };
}

/** Of an edit only what was touched. */
export function changeOf(changes: Partial<Draft>): FieldChange {
  const { labels, description, rules, options, required, unique, formula, group } = changes;
  return {
    ...(labels && { labels: spoken(labels) }),
    ...(description && { description: spoken(description) }),
    ...('default' in changes && { default: changes.default ?? null }),
    ...(unique && { default: null }),
    ...(rules && { rules: given(rules) }),
    ...(options && { options: optionsSent(options) }),
    ...(required !== undefined && { required }),
    ...(unique !== undefined && { unique }),
    ...(formula !== undefined && { formula: formula ?? '' }),
    ...(group !== undefined && { group: group === '' ? null : group }),
  };
}

interface Placed {
  id: string;
  version: number;
  position: number;
}

/** One step up (-1) or down (1): the fields whose position is another one then. */
export function moved(fields: readonly Placed[], id: string, step: 1 | -1): Placed[] {
  const order = [...fields];
  const from = order.findIndex((one) => one.id === id);
  const [field] = order.splice(from, 1);
  if (!field) return [];
  order.splice(Math.max(0, from + step), 0, field);
  return order.flatMap(({ id: one, version, position }, index) =>
    position === index ? [] : { id: one, version, position: index },
  );
}
