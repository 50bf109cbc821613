import { useTranslation } from 'react-i18next';
import type { Sum } from '../lines/Lines';
import type { Quote } from './queries';

type Summed = Pick<
  Quote,
  'subtotal' | 'discount' | 'discount_percent' | 'net' | 'taxes' | 'gross' | 'tax_included'
>;

const isNone = ({ amount }: { amount: string }): boolean => Number(amount) === 0;

/** What the lines come to, step by step; steps that say nothing are left out. */
export function useSums(quote: Summed): Sum[] {
  const { t } = useTranslation('quotes');
  const { subtotal, discount, discount_percent: percent, net, taxes, gross, tax_included: included } = quote;
  const off = isNone(discount)
    ? []
    : [
        { label: t('sums.subtotal'), amount: subtotal },
        {
          label: t('sums.discount', { percent }),
          amount: { ...discount, amount: negative(discount.amount) },
        },
      ];
  const tax = taxes.map((one) => ({
    label: t(included ? 'sums.included' : 'sums.tax', { rate: one.rate }),
    amount: one.tax,
  }));
  return [...off, { label: t('sums.net'), amount: net }, ...tax, { label: t('sums.gross'), amount: gross }];
}

const negative = (amount: string): string => (amount.startsWith('-') ? amount.slice(1) : `-${amount}`);
