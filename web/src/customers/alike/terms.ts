/** What to search for, to find a customer that is there already: its name, its numbers and addresses. */
import { emailsOf, phonesOf, textOf } from '../../ui/fields/values';
import type { Values } from '../../ui/records/RecordForm';

const SHORTEST = 2;
const MOST = 5;

/** What is the same for whole branches and tells nobody apart. */
const FORMS = /(股份有限公司|有限责任公司|有限公司|公司|集团|,? ?(inc|ltd|llc|gmbh|co)\.?)$/i;

export function termsOf(values: Values): string[] {
  const name = textOf(values.name).trim();
  const bare = name.replace(FORMS, '').trim();
  const phones = phonesOf(values.phones).map((one) => bareNumber(one.number));
  const emails = emailsOf(values.emails).map((one) => one.address);
  const terms = [bare.length >= SHORTEST ? bare : name, ...phones.filter(isWhole), ...emails.filter(isMail)];
  return [...new Set(terms.map((one) => one.trim()).filter((one) => one.length >= SHORTEST))].slice(0, MOST);
}

/** The search takes a number for words when it is written in groups. */
const bareNumber = (number: string): string =>
  (number.trim().startsWith('+') ? '+' : '') + number.replace(/\D/g, '');
const isWhole = (number: string): boolean => number.replace(/\D/g, '').length >= 7;
const isMail = (address: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address);
