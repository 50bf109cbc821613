/** Columns that the lists of documents share: who, with whom, and when. */
import type { FieldDescription } from './description';

type Column<N extends string> = Omit<FieldDescription, 'name' | 'label'> & { name: N };

export const NUMBER: Column<'number'> = {
  name: 'number',
  kind: 'text',
  filter: { field: 'number', kind: 'text', filled: true },
  sort: 'number',
  width: 150,
  initially: true,
};

export const CUSTOMER: Column<'customer_id'> = {
  name: 'customer_id',
  kind: 'customer',
  filter: { field: 'customer_id', kind: 'reference', filled: true },
  width: 220,
  initially: true,
};

export const OWNER: Column<'owner_id'> = {
  name: 'owner_id',
  kind: 'person',
  filter: { field: 'owner_id', kind: 'reference' },
  width: 110,
  initially: true,
};

export const TEAM: Column<'team_id'> = {
  name: 'team_id',
  kind: 'team',
  filter: { field: 'team_id', kind: 'reference' },
  width: 110,
};

export const CREATED: Column<'created_at'> = {
  name: 'created_at',
  kind: 'moment',
  filter: { field: 'created_at', kind: 'moment', filled: true },
  sort: 'created_at',
  width: 130,
};

export const UPDATED: Column<'updated_at'> = {
  name: 'updated_at',
  kind: 'moment',
  filter: { field: 'updated_at', kind: 'moment', filled: true },
  sort: 'updated_at',
  width: 130,
};
