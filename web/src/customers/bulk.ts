/** Changes to many customers at once. */
import { api, data, type Schemas } from '../api/client';
import type { BulkBody, BulkDoor } from '../ui/bulk/door';

type Body = Schemas['customer_CustomerBulkEdit'];

/** The fields say what they hold; the API checks it. */
const typed = (body: BulkBody) => body as Body;

export const customersBulk: BulkDoor = {
  preview: (body) => data(api.POST('/api/customer/customers/bulk-edits/preview', { body: typed(body) })),
  begin: (body) => data(api.POST('/api/customer/customers/bulk-edits', { body: typed(body) })),
  tags: true,
  assign: 'customer.assign',
  note: true,
};
