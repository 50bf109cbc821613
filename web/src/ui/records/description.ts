/**
 * What an object is to the screens: its fields, where its records come from, what may be done with them. Said
 * once (`customers/description.ts`); lists, pages, forms, filters, bulk edits and exports are drawn from it.
 * Custom fields join by themselves as `custom.<key>`; what is hidden from whoever looks stands apart.
 */
import type { ComponentType } from 'react';
import type { BulkDoor } from '../bulk/door';
import type { EditorProps } from '../fields/editors/editor';
import type { FilterKind } from '../filters/operators';

export type FieldKind =
  | 'text'
  | 'longText'
  | 'choice'
  | 'choices'
  | 'number'
  | 'money'
  | 'date'
  | 'moment'
  | 'flag'
  | 'person'
  | 'team'
  | 'customer'
  | 'contact'
  | 'product'
  | 'tags'
  | 'phones'
  | 'emails'
  | 'addresses'
  | 'texts'
  | 'link'
  | 'country'
  | 'currency'
  | 'language'
  | 'zone';

export interface Choice {
  value: string;
  label: string;
  colour?: string;
  /** What it is found by besides its label: pinyin, initials. */
  search?: string;
}

export interface FieldDescription {
  /** As in the record of the API; `custom.<key>` for a custom field. */
  name: string;
  /** In the language of the page. */
  label: string;
  /** What it is for, where the name does not say it. */
  hint?: string;
  /** What a new record has where nobody says otherwise; the service sees to it. */
  default?: unknown;
  /** Where the value is not simply what the record has under the name. */
  read?: (record: object) => unknown;
  kind: FieldKind;
  /** Of `choice` and `choices`. */
  choices?: readonly Choice[];
  /** Of `choice`: what stands for a value that is not among them any more. */
  unknown?: string;
  /** How a value is read, and changed, in another way than others of its kind. */
  drawn?: { Value: ComponentType<{ value: unknown }>; Editor?: ComponentType<EditorProps> };
  /** How the list's `filter` knows it, where it does; of what is always filled nobody asks whether it is empty. */
  filter?: { field: string; kind: FilterKind; filled?: boolean };
  /** Records do not show it: it only serves filters (`reached_by`). Neither a column nor on the page. */
  filterOnly?: boolean;
  /** Other fields that it gives away: it is hidden with any of them. */
  tells?: readonly string[];
  /** The list can be sorted by it, under this name. */
  sort?: string;
  /** It can be changed by whoever may change the record. */
  editable?: boolean;
  required?: boolean;
  /** A new record is asked for it only where the values so far are such. */
  when?: (values: Readonly<Record<string, unknown>>) => boolean;
  /** It can be set in many records at once. */
  bulk?: boolean;
  /** Pixels of its column. */
  width?: number;
  /** Among the columns of a list that nobody has chosen columns for. */
  initially?: boolean;
  /** Where it stands on the record's page. */
  group?: string;
}

/** Gives a field of a record a value. */
export type SaveField = (field: FieldDescription, value: unknown) => Promise<void>;

export interface RecordShown {
  id: string;
  version: number;
}

export interface ListQuery {
  limit: number;
  after?: string;
  sort?: string;
  /** A condition as JSON. */
  filter?: string;
  q?: string;
  total?: boolean;
  deleted?: boolean;
}

/** A page of a list as the API gives it; totals are exact up to 10,000. */
export interface Page<R> {
  items: R[];
  next?: string | null;
  total?: number | null;
  total_capped?: boolean;
}

export interface ObjectDescription<R extends RecordShown> {
  /** `customer`: as permissions, masks and the live stream call it. */
  name: string;
  /** `customer.customers`: as saved views, and keys of queries, call its list. */
  list: string;
  fields: readonly FieldDescription[];
  /** Those that roles hide from whoever looks: pages say so where they would stand, nothing else knows them. */
  hidden?: readonly FieldDescription[];
  /** The field that a row is recognised by, a link to its page. */
  title: string;
  /** Its page; where there is none, it is looked at beside the list. */
  path?: (record: Pick<R, 'id'>) => string;
  load: (query: ListQuery) => Promise<Page<R>>;
  /** Where there is none, the list is read only. */
  update?: (record: R, changes: Record<string, unknown>) => Promise<R>;
  /** Where there is none, its records are changed one by one only. */
  bulk?: BulkDoor;
  /** What was deleted can be looked at and brought back, where there is no bulk that does it. */
  bin?: boolean;
  permissions: { update?: string; delete?: string; bulk?: string; export?: string; create?: string };
}
