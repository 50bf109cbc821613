/** What a contact was at customers, as its history tells it: a line for each of them. */
import type { HistoryEntry } from '../ui/records/History';

export interface LinkWords {
  /** The name of a customer; of one that it no longer works for there is none. */
  customer: (id: string) => string;
  main: string;
}

type State = Readonly<Record<string, unknown>>;

const plain = (value: unknown): State =>
  typeof value === 'object' && value !== null ? (value as State) : {};

export function withLinks(entry: HistoryEntry, words: LinkWords): HistoryEntry {
  return { ...entry, before: told(entry.before, words), after: told(entry.after, words) };
}

function told(state: State, words: LinkWords): State {
  if (!('customers' in state)) return state;
  const lines = Object.entries(plain(state.customers)).flatMap(([id, link]) =>
    link === null ? [] : [lineOf(id, plain(link), words)],
  );
  return { ...state, customers: lines };
}

function lineOf(id: string, { title, department, primary }: State, { customer, main }: LinkWords): string {
  const said = [customer(id), title, department, primary === true ? main : undefined];
  return said.filter((one) => typeof one === 'string' && one !== '').join(' · ');
}
