/** What a contract is to the screens: fields, list, what may be changed (services/sales/sales/contracts). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CREATED, CUSTOMER, NUMBER, OWNER, TEAM, UPDATED } from '../ui/records/columns';
import type { FieldDescription, ObjectDescription } from '../ui/records/description';
import { STATE } from './drawn';
import { RENEWALS, STATES } from './lasting';
import { CONTRACTS, loadContracts, updateContract, type Contract, type Listed } from './queries';

type Described = Omit<FieldDescription, 'name' | 'label'> & { name: keyof Listed };

const day = (name: 'starts_on' | 'last_day' | 'notice_by', initially: boolean): Described => ({
  name,
  kind: 'date',
  filter: { field: name, kind: 'date' },
  sort: name,
  width: 150,
  initially,
});

const LISTED: readonly Described[] = [
  NUMBER,
  { name: 'title', kind: 'text', width: 240, initially: true },
  CUSTOMER,
  {
    name: 'state',
    kind: 'choice',
    filter: { field: 'state', kind: 'choice', filled: true },
    drawn: STATE,
    width: 120,
    initially: true,
  },
  { name: 'gross', kind: 'money', width: 140, initially: true },
  day('starts_on', true),
  day('last_day', true),
  {
    name: 'renewal',
    kind: 'choice',
    filter: { field: 'renewal', kind: 'choice', filled: true },
    width: 120,
    initially: true,
  },
  OWNER,
  day('notice_by', false),
  TEAM,
  { name: 'net', kind: 'money', width: 140 },
  { name: 'signed_on', kind: 'date', width: 150 },
  { name: 'terminated_on', kind: 'date', width: 150 },
  CREATED,
  UPDATED,
];

export function useContractDescription(): ObjectDescription<Listed> {
  const { t } = useTranslation('contracts');
  const choices = useChoices();
  return useMemo(
    () => ({
      name: 'contract',
      list: CONTRACTS.join('.'),
      title: 'number',
      fields: LISTED.map((field): FieldDescription => ({
        ...field,
        label: t(`fields.${field.name}` as 'fields.number'), // as: every name of the table has its text
        choices: choices[field.name],
      })),
      path: (record) => `/contracts/${record.id}`,
      load: loadContracts,
      bin: true,
      permissions: { create: 'contract.create', update: 'contract.update', delete: 'contract.delete' },
    }),
    [t, choices],
  );
}

function useChoices(): Readonly<Record<string, FieldDescription['choices']>> {
  const { t } = useTranslation('contracts');
  return useMemo(
    () => ({
      state: STATES.map((value) => ({ value, label: t(`states.${value}`) })),
      renewal: RENEWALS.map((value) => ({ value, label: t(`renewals.${value}`) })),
    }),
    [t],
  );
}

const WRITTEN = [
  { name: 'title', kind: 'text', group: 'agreed' },
  { name: 'contact_id', kind: 'contact', group: 'agreed' },
  { name: 'starts_on', kind: 'date', group: 'term' },
  { name: 'ends_on', kind: 'date', group: 'term' },
  { name: 'renewal', kind: 'choice', required: true, group: 'term' },
  { name: 'renewal_months', kind: 'number', group: 'term' },
  { name: 'notice_days', kind: 'number', group: 'term' },
  { name: 'terms', kind: 'longText', group: 'text' },
] as const satisfies readonly (Omit<FieldDescription, 'label'> & { name: keyof Contract })[];
const HINTED = new Set(['ends_on', 'renewal', 'notice_days']);

/** What is agreed beside the lines; each changed where it stands, till it is signed. */
export function useWrittenDescription(): ObjectDescription<Contract> {
  const { t } = useTranslation('contracts');
  const choices = useChoices();
  return useMemo(() => {
    const fields = WRITTEN.map((field): FieldDescription => ({
      ...field,
      label: t(`fields.${field.name}`),
      group: t(`groups.${field.group}`),
      hint: HINTED.has(field.name) ? t(`hints.${field.name}` as 'hints.renewal') : undefined, // as: those have one
      choices: choices[field.name],
      editable: true,
    }));
    return {
      name: 'contract',
      list: CONTRACTS.join('.'),
      title: 'title',
      fields,
      load: () => Promise.resolve({ items: [] }), // its list has another description
      update: updateContract,
      permissions: { update: 'contract.update' },
    };
  }, [t, choices]);
}
