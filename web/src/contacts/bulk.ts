/** Changes to many contacts at once. */
import { api, data, type Schemas } from '../api/client';
import type { BulkBody, BulkDoor } from '../ui/bulk/door';

type Body = Schemas['customer_ContactBulkEdit'];

/** The fields say what they hold; the API checks it. */
const typed = (body: BulkBody) => body as Body;

export const contactsBulk: BulkDoor = {
  preview: (body) => data(api.POST('/api/customer/contacts/bulk-edits/preview', { body: typed(body) })),
  begin: (body) => data(api.POST('/api/customer/contacts/bulk-edits', { body: typed(body) })),
};
