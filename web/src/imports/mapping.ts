/** What is chosen for an import before it starts: which column is which field, and how rows are met. */
import type { Schemas } from '../api/client';
import type { ImportDetailed, ImportUpdate } from './calls';

export type Target = Schemas['customer_TargetShown'];
export type Sheet = Schemas['customer_Sheet'];
export type Options = Schemas['customer_Options'];
export type Mapping = Readonly<Record<string, string | null>>;

export interface Choices {
  sheet: string;
  target: string | null;
  mapping: Mapping;
  options: Options;
  /** What the service made of the headers; the rest was chosen by hand. */
  suggested: Mapping;
}

/** Why a column is mapped as it is: how sure one can be of it. */
export type Origin = 'remembered' | 'recognised' | 'chosen' | 'none';

/** What the service has of them. */
type Chosen = Pick<ImportDetailed, 'state' | 'layout' | 'sheet' | 'target' | 'mapping' | 'options'>;

export function choicesOf(job: Chosen): Choices {
  const { sheet, target, mapping, options } = job;
  const found = sheetOf(job, sheet);
  return { sheet, target, mapping, options, suggested: found?.target === target ? found.mapping : {} };
}

/** What an import is called: its file, and which sheet of it where there are several. */
export function titleOf(job: Pick<ImportDetailed, 'file_name' | 'layout' | 'sheet'>): string {
  const { file_name, layout, sheet } = job;
  return layout.sheets.length > 1 ? `${file_name} · ${sheet}` : file_name;
}

export function sheetOf(job: Pick<ImportDetailed, 'layout'>, name: string): Sheet | undefined {
  return job.layout.sheets.find((one) => one.name === name);
}

/** A column is this field now; the one that was it gives it up, unless several may be. */
export function withColumn(choices: Choices, header: string, field: string | null, target: Target): Choices {
  const several = target.fields.find((one) => one.name === field)?.several ?? false;
  const mapping = Object.fromEntries(
    Object.entries(choices.mapping).map(([other, had]) => [
      other,
      had === field && field !== null && !several ? null : had,
    ]),
  );
  return { ...choices, mapping: { ...mapping, [header]: field } };
}

export function originOf(sheet: Sheet, choices: Choices, header: string): Origin {
  const field = choices.mapping[header] ?? null;
  if (field === null) return 'none';
  if (choices.suggested[header] !== field) return 'chosen';
  return sheet.remembered && sheet.target === choices.target ? 'remembered' : 'recognised';
}

/** Columns that are a field, in the order of the file. */
export function mappedColumns(sheet: Sheet, mapping: Mapping): string[] {
  return sheet.headers.filter((header) => (mapping[header] ?? null) !== null);
}

/** The field each column gives, for the columns that have one. */
export function columnsByField(mapping: Mapping): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [header, field] of Object.entries(mapping))
    if (field !== null && !found.has(field)) found.set(field, header);
  return found;
}

/** Values for all rows that say something: one that was just begun is none. */
function saidDefaults(options: Options): Record<string, string> {
  return Object.fromEntries(Object.entries(options.defaults ?? {}).filter(([, text]) => text.trim() !== ''));
}

/** Fields that a column or a value for all rows gives. */
export function givenFields({ mapping, options }: Choices): ReadonlySet<string | null> {
  return new Set([...Object.values(mapping), ...Object.keys(saidDefaults(options))]);
}

/** Fields that new records need and that neither a column nor a value for all rows gives. */
export function missingFields(choices: Choices, target: Target): string[] {
  const given = givenFields(choices);
  return target.fields.filter((field) => field.required && !given.has(field.name)).map((field) => field.name);
}

/** Keys that this file can be matched by: some column or value gives a field that the key reads. */
export function usableKeys(choices: Choices, target: Target): string[] {
  const given = givenFields(choices);
  return Object.entries(target.match_keys)
    .filter(([, fields]) => fields.some((field) => given.has(field)))
    .map(([key]) => key);
}

/** Whether nothing tells which records exist already: every row becomes a new one. */
export function matchesNothing(choices: Choices, target: Target): boolean {
  if (choices.options.on_match === 'create' || choices.options.match_by?.length) return false;
  const usable = usableKeys(choices, target);
  return !target.usual_keys.some((key) => usable.includes(key));
}

/** The same for the same choices: the service does not keep the order of a mapping. */
function ordered({ sheet, target, mapping, options }: Choices): string {
  const defaults = Object.entries(saidDefaults(options)).sort();
  return JSON.stringify([sheet, target, Object.entries(mapping).sort(), { ...options, defaults }]);
}

/** What has to be told to the service; undefined when it knows all of it and has found it good. */
export function updateOf(job: Chosen, choices: Choices): ImportUpdate | undefined {
  if (job.state === 'ready' && ordered(choicesOf(job)) === ordered(choices)) return undefined;
  const { sheet, target, mapping, options } = choices;
  return {
    sheet,
    target: target ?? undefined,
    mapping: { ...mapping },
    options: { ...options, defaults: saidDefaults(options) },
  };
}

/** The column that a JSON pointer of a refusal names: `/mapping/a~1b` is `a/b`. */
export function columnAt(pointer: string): string | undefined {
  const [, place, header] = pointer.split('/');
  return place === 'mapping' && header !== undefined
    ? header.replaceAll('~1', '/').replaceAll('~0', '~')
    : undefined;
}
