/** News of leads, deals, quotes, orders and contracts: all alike, one or several records of one kind. */
import type { TFunction } from 'i18next';
import { formatIn } from '../ui/format';
import type { Item } from './items';
import { mine, text, texts, type Words } from './said';

const PLACES = {
  'leads-assigned': '/leads',
  'lead-overdue': '/leads',
  'deals-assigned': '/opportunities',
  'deal-won': '/opportunities',
  'quote-submitted': '/quotes',
  'quote-approved': '/quotes',
  'quote-rejected': '/quotes',
  'quote-viewed': '/quotes',
  'quote-accepted': '/quotes',
  'quote-declined': '/quotes',
  'quote-expired': '/quotes',
  'order-confirmed': '/orders',
  'contract-ending': '/contracts',
} as const;
type Kind = keyof typeof PLACES;
/** What need not be one's own. */
const OTHERS: readonly Kind[] = ['lead-overdue', 'deal-won', 'quote-submitted', 'contract-ending'];

type Selling = Item & { kind: Kind };
export const isSelling = (item: Item): item is Selling => Object.hasOwn(PLACES, item.kind);

export function sellingWords(t: TFunction<'inbox'>, item: Selling, language: string): Words {
  const { params: said, count, kind } = item;
  const name = text(said, 'name');
  if (count > 1) {
    const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(texts(said, 'names'));
    return { title: t(`selling.${kind}.several`, { count }), detail: names };
  }
  const number = text(said, 'number');
  const person = text(said, kind === 'deal-won' ? 'owner_name' : 'by_name');
  const detail = [number === name ? '' : number, text(said, 'title'), worth(item, language), person];
  const day = text(said, 'last_day');
  return {
    title: t(`selling.${kind}.one`, { name, day: day && formatIn(language, 'UTC').date(day) }),
    detail: detail.filter(Boolean).join(' · '),
  };
}

/** Only who looks after it is told what it is worth. */
function worth({ params }: Item, language: string): string {
  const [amount, currency] = [text(params, 'amount'), text(params, 'currency')];
  if (!amount || !currency) return '';
  return new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount));
}

export function sellingPath({ kind, count, record_id }: Selling): string {
  const place = PLACES[kind];
  if (count === 1) return `${place}/${record_id}`;
  return OTHERS.includes(kind) ? place : mine(place);
}
