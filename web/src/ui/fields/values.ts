/** Values of fields as the API has them, told apart once; what is not as it should be counts as empty. */
import type { Schemas } from '../../api/client';

export type Phone = Schemas['customer_PhoneEntry-Output'];
export type Email = Schemas['customer_EmailEntry'];
export type Address = Schemas['customer_AddressEntry'];
export type Tag = Schemas['customer_TagShown'];
export type Participant = Schemas['customer_Participant'];

export interface Money {
  amount: string;
  currency: string;
}

export const PHONE_KINDS = ['mobile', 'work', 'home', 'fax', 'other'] as const;
export const EMAIL_KINDS = ['work', 'home', 'billing', 'other'] as const;
export const ADDRESS_KINDS = ['office', 'home', 'billing', 'delivery', 'other'] as const;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}

export function numberOf(value: unknown): number | null {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

export function moneyOf(value: unknown): Money | null {
  if (!isObject(value) || typeof value.currency !== 'string') return null;
  return { amount: textOf(value.amount), currency: value.currency };
}

export const textsOf = (value: unknown): string[] =>
  listOf(value).filter((one): one is string => typeof one === 'string');

export const phonesOf = (value: unknown): Phone[] =>
  listOf(value).filter((one): one is Phone => isObject(one) && typeof one.number === 'string');

export const emailsOf = (value: unknown): Email[] =>
  listOf(value).filter((one): one is Email => isObject(one) && typeof one.address === 'string');

export const addressesOf = (value: unknown): Address[] =>
  listOf(value).filter((one): one is Address => isObject(one));

/** Ids of tags, whether they come as tags (what is read) or as ids (what is written). */
export function tagIdsOf(value: unknown): string[] {
  return listOf(value).flatMap((one) => {
    if (typeof one === 'string') return [one];
    return isObject(one) && typeof one.id === 'string' ? [one.id] : [];
  });
}

export const participantsOf = (value: unknown): Participant[] =>
  listOf(value).filter((one): one is Participant => isObject(one) && typeof one.kind === 'string');

export const tagsOf = (value: unknown): Tag[] =>
  listOf(value).filter((one): one is Tag => isObject(one) && typeof one.name === 'string');

/** The same value, however its entries were written; for telling whether an edit changed anything. */
export function same(one: unknown, other: unknown): boolean {
  if (isEmpty(one) && isEmpty(other)) return true;
  return JSON.stringify(ordered(one)) === JSON.stringify(ordered(other));
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, ordered(v)]));
}
