/** Lines of opportunities, quotes and orders as they are shown, and as they are sent. */
import type { Schemas } from '../api/client';

export type Line = Schemas['sales_LineRead'];
export type LineGiven = Schemas['sales_LineGiven'];

export type Given = Line | LineGiven;

/** Whose prices count. */
export interface Buyer {
  customer: string;
  currency: string;
}

type Priced = Pick<Line, 'net' | 'gross' | 'share'>;

/** What a line comes to before the discount on the whole, in prices as the document has them. */
export const amountOf = ({ net, gross, share }: Priced, included: boolean): number =>
  Number((included ? gross : net).amount) + Number(share.amount);

/** A line as it is sent: what somebody gave, without what the service made of it. */
export const givenOf = (line: Given): LineGiven => ({
  id: line.id,
  product_id: line.product_id,
  quantity: line.quantity,
  months: line.months,
  discount_percent: line.discount_percent,
  unit_amount: line.unit_amount,
  chosen: line.chosen,
  remark: line.remark,
});

/** The lines with one in its place, or behind the others. */
export function withLine(lines: readonly Line[], given: LineGiven): Given[] {
  const known = lines.some((one) => one.id === given.id);
  return known ? lines.map((one) => (one.id === given.id ? given : one)) : [...lines, given];
}
